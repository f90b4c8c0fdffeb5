"""Lays out below /out what passed: one copy, owned by root, with fixed times, so that equal content gives equal layers."""
from __future__ import annotations

import os
import shutil


def lay_out(source: str, out: str) -> None:
    """Copy the directory `source` to the same path below `out`, links as links."""
    shutil.copytree(source, out + source, symlinks=True)


def normalize(root: str) -> None:
    """Give everything below `root` the owner root and the time 0; let everyone read and nobody but root write."""
    for directory, names, files in os.walk(root, topdown=False):
        for name in files + names:
            path = os.path.join(directory, name)
            os.chown(path, 0, 0, follow_symlinks=False)
            if not os.path.islink(path):
                executable = os.path.isdir(path) or os.stat(path).st_mode & 0o100
                os.chmod(path, 0o755 if executable else 0o644)
            os.utime(path, (0, 0), follow_symlinks=False)
    os.utime(root, (0, 0))
