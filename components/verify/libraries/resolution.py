"""Second proof: where the loader finds the libraries that the environment's files are linked with, as `ldd` tells."""
from __future__ import annotations

import os
from typing import Dict, Iterable, List, Optional, Set

from verify.elf import Elf
from verify.libraries.system import SystemLibraries


class Libraries:
    """Resolves the needs of the environment's ELF files against each other and against the system.

    Libraries that the process has loaded before also satisfy a need, whatever their place, so what is unresolved
    here is a candidate; the imports tell whether it matters.
    """

    def __init__(self, elfs: Iterable[Elf], system: SystemLibraries):
        self._elfs = {elf.path: elf for elf in elfs}
        self._system = system
        self._by_name: Dict[str, Elf] = {}
        for elf in self._elfs.values():
            for name in (os.path.basename(elf.path), elf.soname or ""):
                self._by_name.setdefault(name, elf)

    def anew(self, system: SystemLibraries) -> "Libraries":
        """The same files on a changed system."""
        return Libraries(self._elfs.values(), system)

    def files(self) -> List[Elf]:
        """The environment's ELF files."""
        return list(self._elfs.values())

    def unresolved(self) -> Dict[str, List[str]]:
        """Names of libraries that are found nowhere, with the paths of the environment's files that need them."""
        missing: Dict[str, List[str]] = {}
        for elf in self._elfs.values():
            for name in elf.needed:
                if self.find(name, elf, []) is None:
                    missing.setdefault(name, []).append(elf.path)
        return missing

    def closure(self, path: str) -> Set[str]:
        """Unresolved names in everything that loading the environment's file at `path` loads with it."""
        start = self._elfs.get(os.path.realpath(path))
        missing: Set[str] = set()
        seen: Set[str] = set()
        todo = [(start, [])] if start else []
        while todo:
            elf, loaders = todo.pop()
            if elf.path in seen:
                continue
            seen.add(elf.path)
            for name in elf.needed:
                found = self.find(name, elf, loaders)
                if found is None:
                    missing.add(name)
                elif found in self._elfs:
                    todo.append((self._elfs[found], [*loaders, elf]))
        return missing

    def find(self, name: str, elf: Elf, loaders: List[Elf]) -> Optional[str]:
        """Path of `name` for `elf`, which the files in `loaders` (outermost first) made the loader load."""
        if "/" in name:
            return os.path.realpath(name) if os.path.exists(name) else None
        for directory in self._search_path(elf, loaders):
            path = os.path.join(directory, name)
            if os.path.exists(path):
                return os.path.realpath(path)
        found = self._system.find(name, elf)
        if found is None and name in self._by_name:
            return self._by_name[name].path
        return found

    @staticmethod
    def _search_path(elf: Elf, loaders: List[Elf]) -> List[str]:
        if elf.runpath:
            return [_expand(entry, elf) for entry in elf.runpath]
        chain = [elf] + [loader for loader in reversed(loaders) if not loader.runpath]
        return [_expand(entry, link) for link in chain for entry in link.rpath]


def _expand(entry: str, elf: Elf) -> str:
    origin = os.path.dirname(elf.path)
    for variable, value in (("$ORIGIN", origin), ("${ORIGIN}", origin), ("$LIB", "lib"), ("${LIB}", "lib")):
        entry = entry.replace(variable, value)
    return entry
