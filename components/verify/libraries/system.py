"""The libraries that a root file system offers to every program, found where its loader looks."""
from __future__ import annotations

import glob
import os
import re
from typing import List, Optional

from verify.elf import GLIBC, Elf, ElfError, read_elf
from verify.libraries.loader_cache import read_loader_cache
from verify.stage import resolve, under

_GLIBC_DIRECTORIES = ["/lib", "/usr/lib", "/lib64", "/usr/lib64", "/lib/*-linux-gnu", "/usr/lib/*-linux-gnu"]
_MUSL_DIRECTORIES = ["/lib", "/usr/local/lib", "/usr/lib"]
_MUSL_ITSELF = re.compile(r"lib(c|pthread|rt|m|dl|util|xnet)\.")
"""Names that musl's loader takes for its own, whatever files there are. Source: load_library in musl's dynlink.c."""


class SystemLibraries:
    """Answers where a library of the system at `root` is; reads the system anew, so make one after each change."""

    def __init__(self, root: str = "/", family: str = GLIBC, library_path: str = ""):
        """`family` is the system's libc; `library_path` is LD_LIBRARY_PATH: directories that are searched first."""
        self._root = root
        self._cache = read_loader_cache(under(root, "/etc/ld.so.cache")) if family == GLIBC else {}
        self._first = [part for part in library_path.split(":") if part]
        self._musl = self._paths("/lib/ld-musl-*.so.1") if family != GLIBC else []
        self._directories = self._glibc_directories() if family == GLIBC else self._musl_directories()

    def find(self, name: str, like: Elf) -> Optional[str]:
        """Path inside the root, links unfollowed, of library `name` for the machine of the file `like`."""
        in_directories = [os.path.join(directory, name) for directory in self._first]
        in_directories += self._cache.get(name, [])
        in_directories += [os.path.join(directory, name) for directory in self._directories]
        if _MUSL_ITSELF.match(name):
            in_directories += self._musl
        return next((path for path in in_directories if self._fits(path, like)), None)

    def matching(self, pattern: str) -> List[str]:
        """Paths inside the root, sorted, of the libraries whose names match the glob `pattern`."""
        start = len(self._root.rstrip("/"))
        places = [glob.escape(under(self._root, directory)) for directory in self._directories]
        return sorted({path[start:] for place in places for path in glob.glob(f"{place}/{pattern}")})

    def _fits(self, path: str, like: Elf) -> bool:
        try:
            elf = read_elf(under(self._root, resolve(self._root, path)))
        except (OSError, ElfError):
            return False
        return elf is not None and (elf.bits, elf.machine) == (like.bits, like.machine)

    def _musl_directories(self) -> List[str]:
        for path in glob.glob(under(self._root, "/etc/ld-musl-*.path")):
            with open(path, encoding="utf-8") as file:
                return [part for part in file.read().replace("\n", ":").split(":") if part]
        return _MUSL_DIRECTORIES

    def _glibc_directories(self) -> List[str]:
        return [path for pattern in _GLIBC_DIRECTORIES for path in self._paths(pattern)]

    def _paths(self, pattern: str) -> List[str]:
        """Paths inside the root, sorted, that match a glob."""
        return [path[len(self._root.rstrip("/")) :] for path in sorted(glob.glob(under(self._root, pattern)))]
