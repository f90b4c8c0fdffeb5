"""The environment as one list of files, read once, that rules look at and take from."""
from __future__ import annotations

import os
from typing import Dict, Iterable, List, Set

from verify.distribution import Distribution, read_distributions
from verify.stage import Patterns


class Tree:
    """All files and links below the environment's root, with their sizes, and its distributions."""

    root: str
    files: Dict[str, int]
    """Bytes by path relative to the root, sorted; a link counts the length of its target."""
    sites: List[str]
    """The site-packages directories, relative to the root."""
    distributions: List[Distribution]

    def __init__(self, root: str):
        self.root = root
        self.files = dict(sorted(_walk(root, "")))
        self.distributions = read_distributions(root)
        self.sites = sorted({path[: path.index("/site-packages/") + 14] for path in self.files if _in_site(path)})
        self._names = {distribution.key for distribution in self.distributions}

    def has(self, *names: str) -> bool:
        """Whether one of the distributions, by normalized name, is installed."""
        return not self._names.isdisjoint(names)

    def match(self, *globs: str) -> List[str]:
        """Files by globs that are relative to site-packages or, with a leading `/`, to the root."""
        rooted = [glob[1:] for glob in globs if glob.startswith("/")]
        rooted += [f"{site}/{glob}" for site in self.sites for glob in globs if not glob.startswith("/")]
        return Patterns(rooted).filter(self.files)

    def named(self, *suffixes: str) -> List[str]:
        """Files whose names end in one of `suffixes`."""
        return [path for path in self.files if path.endswith(suffixes)]

    def read(self, path: str) -> bytes:
        """Content of a file."""
        with open(self.path(path), "rb") as file:
            return file.read()

    def path(self, path: str) -> str:
        """The absolute path of a relative one."""
        return os.path.join(self.root, path)

    def relative(self, path: str) -> str:
        """The relative path of an absolute one."""
        return os.path.relpath(path, self.root)

    def module(self, path: str) -> str:
        """The dotted name of the module or package at a path without ending; empty for what is in no site-packages."""
        site = next((site for site in self.sites if path.startswith(f"{site}/")), None)
        return "" if site is None else path[len(site) + 1 :].replace("/", ".")

    def remove(self, paths: Iterable[str]) -> int:
        """Delete files, and the directories that get empty by it; returns the bytes."""
        total, touched = 0, set()
        for path in paths:
            os.unlink(self.path(path))
            total += self.files.pop(path)
            touched.add(os.path.dirname(path))
        self._remove_empty(touched)
        return total

    def _remove_empty(self, directories: Set[str]) -> None:
        for directory in sorted(directories, key=len, reverse=True):
            while directory:
                try:
                    os.rmdir(self.path(directory))
                except OSError:
                    break
                directory = os.path.dirname(directory)


def _in_site(path: str) -> bool:
    parts = path.split("/", 3)
    return len(parts) == 4 and parts[0] == "lib" and parts[1].startswith("python3") and parts[2] == "site-packages"


def _walk(root: str, below: str):
    with os.scandir(os.path.join(root, below)) as entries:
        for entry in entries:
            path = f"{below}/{entry.name}" if below else entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(root, path)
            else:
                yield path, entry.stat(follow_symlinks=False).st_size
