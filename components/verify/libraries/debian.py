"""Debian and its kin as final stage: which package has a library, and installing it."""
from __future__ import annotations

import os
import re
import time
from typing import Callable, List, Optional, Set

from verify.elf import GLIBC
from verify.libraries.command import output_of, run
from verify.libraries.debian_contents import PROGRAMS, packages_with
from verify.libraries.debian_files import owners_of
from verify.libraries.name import file_patterns, package_pattern, preference
from verify.libraries.system import SystemLibraries
from verify.stage import Refusal, resolve

_MOST_GUESSES = 3
_SIZE = re.compile(r"^Installed-Size: (\d+)$", re.MULTILINE)
_GROWTH = re.compile(r"After this operation, (\S+ \S+) of additional disk space")


class Debian:
    """apt of the final stage; `builder` is the root of the builder stage, whose dpkg database is read. What is
    downloaded is kept in the directory `archives`."""

    def __init__(self, builder: str, archives: str):
        self._builder = builder
        self._archives = archives
        self._names: Set[str] = set()
        self.growth = ""
        """How much disk space the last installation took, in apt's words; empty if it did not say."""

    @property
    def finders(self) -> List[Callable[[str], List[str]]]:
        """Ways to packages that may have a library (a soname, or a name that was opened), the surest and quickest first:
        its owner in the builder, what Debian's policy calls the package, what the archive's index of contents says."""
        finds = self._owners, self._by_policy, self._by_contents
        return [lambda name, find=find: self._real(find(file_patterns(name))) for find in finds]

    def install(self, packages: List[str]) -> None:
        """Install packages without what they only recommend. Raises Refusal with apt's last lines."""
        self._index()
        os.makedirs(os.path.join(self._archives, "partial"), exist_ok=True)
        keep = ["-o", f"Dir::Cache::Archives={self._archives}", "-o", "APT::Keep-Downloaded-Packages=true"]
        text = run("apt-get", "install", "-y", "-q", "--no-install-recommends", *keep, *packages)
        growth = _GROWTH.search(text)
        self.growth = growth.group(1) if growth else ""

    def growth_of(self, packages: List[str]) -> Optional[int]:
        """Bytes on disk of the packages with all that they need and is not here; None where apt does not say."""
        self._index()
        simulated = output_of("apt-get", "install", "-s", "-q", "--no-install-recommends", *packages)
        new = re.findall(r"^Inst (\S+)", simulated, re.MULTILINE)
        sizes = _SIZE.findall(output_of("apt-cache", "show", "--no-all-versions", *new)) if new else []
        return 1024 * sum(map(int, sizes)) if sizes else None

    def packages_of_program(self, name: str) -> List[str]:
        """Packages that may have a program of this name, the likeliest first: one that is called so, else what the
        archive's index of contents says."""
        return self._real([name]) or self._real(sorted(packages_with([name], PROGRAMS), key=preference))

    def kept(self) -> List[str]:
        """The packages that were installed, with all that they needed in turn, as paths relative to `archives`."""
        return sorted(f"./{name}" for name in os.listdir(self._archives) if name.endswith(".deb"))

    def _owners(self, patterns: List[str]) -> List[str]:
        libraries = SystemLibraries(self._builder, GLIBC)
        paths = [path for pattern in patterns for path in libraries.matching(pattern)]
        files = {path for found in paths for path in (found, resolve(self._builder, found))}
        return sorted(owners_of(self._builder, files), key=preference)

    def _by_policy(self, patterns: List[str]) -> List[str]:
        self._index()
        likely = [package_pattern(pattern) for pattern in patterns]
        groups = [sorted(filter(one.fullmatch, self._names), key=preference) for one in likely]
        return [package for group in groups for package in group]

    @staticmethod
    def _by_contents(patterns: List[str]) -> List[str]:
        return sorted(packages_with(patterns), key=preference)

    def _index(self) -> None:
        if not self._names:
            self._update()
            self._names = set(output_of("apt-cache", "pkgnames").split())

    @staticmethod
    def _update() -> None:
        try:
            run("apt-get", "update", "-q")
        except Refusal:
            # A mirror may be between two states of itself for a moment.
            time.sleep(3)
            run("apt-get", "update", "-q")

    def _real(self, packages: List[str]) -> List[str]:
        """Those of `packages` that can be installed, in the same order, a few at most."""
        self._index()
        known = [package for package in packages if package in self._names]
        if not known:
            return []
        shown = output_of("apt-cache", "show", "--no-all-versions", *known)
        real = set(re.findall(r"^Package: (\S+)$", shown, re.MULTILINE))
        return [package for package in known if package in real][:_MOST_GUESSES]


def is_debian() -> bool:
    """This root has apt."""
    return os.path.exists("/usr/bin/apt-get")
