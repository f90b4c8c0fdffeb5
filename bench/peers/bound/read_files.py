"""Copies the files that traced programs read into an empty root, stripped: `read_files.py <folder of traces> <root>`."""

from __future__ import annotations

import glob
import os
import re
import shutil
import sys

from verify.elf import strip

# `openat(AT_FDCWD</app>, "lib/a.so", O_RDONLY) = 3</app/lib/a.so>`: the directory, the path, and what came of it.
CALL = re.compile(r'^\w+\((?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)".*\) = (-?\d+)')
BYTECODE = re.compile(r"/__pycache__/([^./]+)\.[^/]+\.pyc$")
ELSEWHERE = ("/proc", "/sys", "/dev", "/trace", "/tools", "/tmp", "/requirements")


def read_files(trace: str, keeps_bytecode: bool) -> set[str]:
    """Paths that one process opened, ran or followed; sources with their bytecode, or instead of it."""
    found = set()
    with open(trace, errors="surrogateescape") as lines:
        for line in lines:
            call = CALL.match(line)
            if call and int(call[3]) >= 0:
                path = os.path.normpath(os.path.join(call[1] or "/", call[2]))
                found.add(BYTECODE.sub(r"/\1.py", path))
                if keeps_bytecode:
                    found.add(path)
    return found


def with_links(path: str) -> list[str]:
    """The path's file, and every symbolic link on the way to it."""
    links = []
    at = "/"
    parts = [part for part in path.split("/") if part]
    while parts:
        at = os.path.join(at, parts.pop(0))
        if os.path.islink(at):
            links.append(at)
            target = os.path.normpath(os.path.join(os.path.dirname(at), os.readlink(at)))
            parts = [part for part in target.split("/") if part] + parts
            at = "/"
    return [*links, at]


def copy(path: str, root: str) -> None:
    target = root + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        if not os.path.lexists(target):
            os.symlink(os.readlink(path), target)
    elif os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    elif os.path.isfile(path) and not os.path.exists(target):
        shutil.copy2(path, target)
        strip(target)


def main(traces: str, root: str) -> None:
    # As in the other images, there is bytecode of what the requirements import, and not of all that they have.
    found = set()
    for trace in glob.glob(f"{traces}/*"):
        found |= read_files(trace, keeps_bytecode=os.path.basename(trace).startswith("imports."))
    # The kernel loads the loader by itself, and Python looks for its library by this module without opening it.
    found.update([*glob.glob("/lib*/ld-linux-*"), os.__file__])
    wanted = {step for path in found if not path.startswith(ELSEWHERE) for step in with_links(path)}
    for path in sorted(wanted):
        copy(path, root)
    os.makedirs(f"{root}/tmp", mode=0o1777, exist_ok=True)
    os.chmod(f"{root}/tmp", 0o1777)


main(*sys.argv[1:])
