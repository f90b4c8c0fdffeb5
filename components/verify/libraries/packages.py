"""Installs what provides missing libraries in this stage, and keeps the list for the final one."""
from __future__ import annotations

import os
from typing import Dict, Iterable, List, Optional, Set

from verify.elf import Elf
from verify.libraries.alpine import Alpine, is_alpine
from verify.libraries.debian import Debian, is_debian
from verify.libraries.name import file_patterns
from verify.libraries.system import SystemLibraries
from verify.stage import Refusal


def package_manager(builder: str, archives: str):
    """The final stage's own: with finders, install(), kept() and growth. None where it has none. What it keeps of what
    it installs lies in the directory `archives`."""
    if is_debian():
        return Debian(builder, archives)
    return Alpine() if is_alpine() else None


class SystemPackages:
    """The packages that were found to be needed, each by what needed it."""

    def __init__(self, manager, like: Elf, family: str):
        """`like` is the interpreter: libraries must be for its machine; `family` is its libc."""
        self._manager = manager
        self._like = like
        self._family = family
        self._installed: Set[str] = set()
        self._offered: Dict[str, str] = {}

    @property
    def packages(self) -> List[str]:
        """Names of all packages that were installed here, so that the final stage must have them too, sorted."""
        return sorted(self._installed)

    def libraries(self) -> SystemLibraries:
        """The system's libraries as they are now."""
        return SystemLibraries("/", self._family, os.environ.get("LD_LIBRARY_PATH", ""))

    def lacking(self, names: Iterable[str]) -> Set[str]:
        """Those of `names` that the system has no library for."""
        libraries = self.libraries()
        return {name for name in names if not self._has(libraries, name)}

    def provide(self, names: Iterable[str]) -> Dict[str, str]:
        """Install packages that have the libraries `names`; gives the package by name for those that it found."""
        found: Dict[str, str] = {}
        for find in self._manager.finders if self._manager else []:
            missing = self.lacking(names)
            guesses = {name: find(name) for name in sorted(missing)}
            for attempt in range(max(map(len, guesses.values()), default=0)):
                chosen = {name: guess[attempt] for name, guess in guesses.items() if len(guess) > attempt}
                found.update(self._try({name: package for name, package in chosen.items() if name in missing}))
                missing = self.lacking(missing)
        return found

    def offers(self, names: Iterable[str]) -> Dict[str, str]:
        """The likeliest package by name of each library that one was found for. Nothing is installed, so that it is not
        certain that it has the library."""
        names = sorted(set(names))
        try:
            for find in self._manager.finders if self._manager else []:
                guesses = {name: find(name) for name in names if name not in self._offered}
                self._offered.update((name, guess[0]) for name, guess in guesses.items() if guess)
        except Refusal:  # no repository answers
            pass
        return {name: self._offered[name] for name in names if name in self._offered}

    def cost(self, names: Iterable[str]) -> Optional[int]:
        """Bytes on disk of what offers() has for the libraries and of what that needs in turn; None where that cannot be
        told."""
        packages = sorted(set(self.offers(names).values()))
        return self._manager.growth_of(packages) if packages else None

    def packages_of_programs(self, names: Iterable[str]) -> Dict[str, str]:
        """Package by name of each program that one was found for. Only looked up: what has no answer is left out."""
        found = {}
        for name in sorted(set(names)):
            try:
                packages = self._manager.packages_of_program(os.path.basename(name)) if self._manager else []
            except Refusal:
                break
            if packages:
                found[name] = packages[0]
        return found

    def write_list(self, directory: str) -> None:
        """Write the file `list` into `directory`, which is made: what the final stage installs, a line each. These are the
        very files that were proven here, where they were kept, else their names."""
        to_install = (self._manager.kept() or self.packages) if self._installed else []
        os.makedirs(directory, exist_ok=True)
        with open(os.path.join(directory, "list"), "w", encoding="utf-8") as file:
            file.writelines(f"{one}\n" for one in to_install)

    @property
    def growth(self) -> str:
        """Disk space that the last installation took, in words; may be empty."""
        return self._manager.growth if self._manager else ""

    def _try(self, chosen: Dict[str, str]) -> Dict[str, str]:
        """Install the package chosen for each name; gives those that hold what they were chosen for."""
        packages = set(chosen.values()) - self._installed
        if packages:
            self._manager.install(sorted(packages))
            self._installed |= packages
        lacking = self.lacking(chosen)
        return {name: package for name, package in chosen.items() if name not in lacking}

    def _has(self, libraries: SystemLibraries, name: str) -> bool:
        found = {os.path.basename(path) for pattern in file_patterns(name) for path in libraries.matching(pattern)}
        return any(libraries.find(one, self._like) for one in found)
