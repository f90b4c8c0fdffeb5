"""Which files of the standard library go into an image that starts from scratch."""
from __future__ import annotations

import os
from typing import Iterable, List, NamedTuple, Set

from verify.prune import LEVELS, MAX, NONE, SAFE
from verify.stage import Patterns


class Omission(NamedTuple):
    """Files that nobody misses in an image, and why. A glob of which the import check loaded something does not count."""

    name: str
    level: str
    """The lowest level of pruning at which they stay away."""
    reason: str
    globs: List[str]
    """Relative to the directory of the standard library."""


OMISSIONS = [
    Omission("other packages", NONE, "an environment sees those of its own alone", ["site-packages", "dist-packages"]),
    Omission(
        "desktop", NONE, "needs a display or a loudspeaker",
        ["tkinter", "idlelib", "turtle.py", "turtledemo", "lib-dynload/_tkinter.*", "lib-dynload/ossaudiodev.*"],
    ),
    Omission("installers", NONE, "nothing is installed in an image", ["ensurepip", "EXTERNALLY-MANAGED"]),
    Omission("embedding", NONE, "serves compilers and linkers", ["config-3*", "lib-dynload/*.a"]),
    Omission(
        "tests", NONE, "test the interpreter itself",
        ["test", "*/test", "*/tests", "__hello__.py", "__phello__", "lib-dynload/_test*", "lib-dynload/_ctypes_test.*",
         "lib-dynload/_xxtestfuzz.*", "lib-dynload/xxlimited*", "lib-dynload/xxsubtype.*"],
    ),
    Omission("directory", SAFE, "asks a NIS domain, of which no container is a member", ["lib-dynload/nis.*"]),
    Omission("converters", SAFE, "turn sources of Python 2 into Python 3", ["lib2to3"]),
    Omission("topics", SAFE, "texts for help() at a prompt", ["pydoc_data"]),
    Omission(
        "other systems", SAFE, "cannot be imported on Linux, or is not",
        ["_aix_support.py", "_android_support.py", "_apple_support.py", "_ios_support.py", "_osx_support.py",
         "asyncio/windows_*.py", "ctypes/macholib", "ctypes/_aix.py", "encodings/mbcs.py", "encodings/oem.py", "msilib",
         "multiprocessing/popen_spawn_win32.py", "_distutils_system_mod.py"],
    ),
    Omission("twins", MAX, "stand in where compiled modules lack", ["_pydecimal.py", "_pydatetime.py", "_pyio.py"]),
    Omission(
        "terminal", MAX, "needs a person at a terminal",
        ["curses", "lib-dynload/_curses*", "lib-dynload/readline.*"],
    ),
    Omission("databases", MAX, "have formats that dbm.dumb replaces", ["lib-dynload/_dbm.*", "lib-dynload/_gdbm.*"]),
    Omission("jokes", MAX, "no use in an image", ["antigravity.py", "this.py"]),
]  # fmt: skip


def standard_library(directories: Iterable[str], loaded: Set[str], level: str) -> List[str]:
    """Paths of the files in the standard library's directories that go into the image, sorted, without bytecode.

    `loaded` are the files that the import check loaded, `level` is Settings.prune. Links that lead elsewhere stay away:
    distributions of Linux hook their own tools in by them.
    """
    found = set()
    for root in directories:
        paths = {os.path.relpath(path, root): path for path in _files(root)}
        used = [relative for relative, path in paths.items() if path in loaded]
        omitted = Patterns(glob for glob in _globs(level) if not Patterns([glob]).filter(used))
        found |= {path for relative, path in paths.items() if not omitted.match(relative)}
    return sorted(found)


def _globs(level: str) -> List[str]:
    return [glob for one in OMISSIONS if LEVELS.index(one.level) <= LEVELS.index(level) for glob in one.globs]


def _files(root: str) -> Iterable[str]:
    real = os.path.realpath(root) + "/"
    for directory, names, files in os.walk(root):
        names[:] = [name for name in names if name != "__pycache__"]
        for name in files:
            path = os.path.join(directory, name)
            if not os.path.islink(path) or os.path.realpath(path).startswith(real):
                yield path
