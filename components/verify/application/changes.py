"""What differs below a directory from another root, such as that of the image before something ran in it."""
from __future__ import annotations

import filecmp
import os
import stat
from typing import Iterator

from verify.stage import under

_NEVER = ("/dev", "/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/out", "/proc", "/root", "/run", "/sys", "/tmp", "/var/tmp")
"""What is the build's own, or nobody's, where the directory is one above them."""
_CACHE = "__pycache__"
"""Bytecode is made anew, without times."""


def changes(directory: str, before: str) -> Iterator[str]:
    """Paths of the files, links and new directories below `directory` that are not the same below the root `before`."""
    todo = [directory]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.path in _NEVER or entry.name == _CACHE:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
                    if not os.path.isdir(under(before, entry.path)):
                        yield entry.path
                elif (entry.is_symlink() or entry.is_file()) and not _same(entry.path, under(before, entry.path)):
                    yield entry.path


def _same(path: str, other: str) -> bool:
    try:
        one, two = os.lstat(path), os.lstat(other)
    except OSError:
        return False
    if (one.st_mode, one.st_size) != (two.st_mode, two.st_size):
        return False
    if (one.st_mtime_ns, one.st_ctime_ns) == (two.st_mtime_ns, two.st_ctime_ns):
        return True  # what is written, renamed or given another time gets another ctime
    if stat.S_ISLNK(one.st_mode):
        return os.readlink(path) == os.readlink(other)
    return filecmp.cmp(path, other, shallow=False)
