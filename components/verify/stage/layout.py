"""Lays out below /out what passed: one copy, owned by root, with fixed times, so that equal content gives equal layers."""
from __future__ import annotations

import os
import shutil
from typing import Dict, Tuple, Union

DOCUMENTS = "/usr/share/python-image"
"""Where the image has what it carries about itself."""


class Layout:
    """A tree of files to be copied into the image, below a directory of its own.

    Everything in it belongs to root, has the time 0, can be read by everyone and written by nobody but root. Files that
    are hard links of each other stay so.
    """

    root: str
    """The directory that becomes / of the image."""

    def __init__(self, root: str):
        """Begin an empty tree at `root`, which is made with its parents if needed."""
        self.root = root
        self._first: Dict[Tuple[int, int], str] = {}
        os.makedirs(root, mode=0o755, exist_ok=True)

    def copy_tree(self, source: str, later: str = "") -> None:
        """Copy the directory `source` with all that is below it to the same path in the tree; links stay links.

        What is in the tree already stays. Files named `later` are left for another call.
        """
        todo = [source]
        while todo:
            directory = todo.pop()
            self.directory(directory)
            with os.scandir(directory) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)
                    elif entry.name != later:
                        self.copy(entry.path)

    def copy(self, source: str, path: str = "") -> None:
        """Copy one file or link to `path`, by default its own; where that is in the tree already, it stays."""
        target = self.inside(path or source)
        if os.path.lexists(target):
            return
        self.directory(os.path.dirname(path or source))
        state = os.lstat(source)
        if os.path.islink(source):
            os.symlink(os.readlink(source), target)
        elif self._link(path or source, (state.st_dev, state.st_ino), state.st_nlink):
            return
        else:
            shutil.copyfile(source, target)
            os.chmod(target, 0o755 if state.st_mode & 0o100 else 0o644)
        os.utime(target, (0, 0), follow_symlinks=False)

    def write(self, path: str, content: Union[str, bytes], executable: bool = False) -> None:
        """Write a file of the given content."""
        self.directory(os.path.dirname(path))
        with open(self.inside(path), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        os.chmod(self.inside(path), 0o755 if executable else 0o644)
        os.utime(self.inside(path), (0, 0))

    def link(self, path: str, target: str) -> None:
        """Make a symbolic link at `path`."""
        self.directory(os.path.dirname(path))
        os.symlink(target, self.inside(path))
        os.utime(self.inside(path), (0, 0), follow_symlinks=False)

    def directory(self, path: str, mode: int = 0o755) -> None:
        """Make a directory with its parents; an existing one keeps its mode."""
        target = self.inside(path)
        if not os.path.isdir(target):
            self.directory(os.path.dirname(path))
            os.mkdir(target)
            os.chmod(target, mode)

    def move(self, root: str) -> None:
        """Rename the whole tree."""
        os.rename(self.root, root)
        self.root = root

    def close(self) -> None:
        """Fix the times of the directories, which change with every file; to be called last."""
        for directory, _, _ in os.walk(self.root, topdown=False):
            os.utime(directory, (0, 0))

    def inside(self, path: str) -> str:
        """Where the image's absolute `path` is now."""
        return os.path.join(self.root, path.lstrip("/"))

    def _link(self, path: str, inode: Tuple[int, int], count: int) -> bool:
        if count == 1:
            return False
        first = self._first.setdefault(inode, path)
        if first == path:
            return False
        os.link(self.inside(first), self.inside(path), follow_symlinks=False)
        return True
