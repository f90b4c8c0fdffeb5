"""Paths inside another root directory, such as the mounted builder, followed as a process inside it would."""
from __future__ import annotations

import os

_MOST_LINKS = 40


def resolve(root: str, path: str) -> str:
    """Follow every symlink of the absolute `path` as if `root` were /. Gives the final path, without `root`.

    The end need not exist. Raises OSError where links run in a circle.
    """
    done, todo, links = "/", path.split("/"), 0
    while todo:
        part = todo.pop(0)
        if part in ("", "."):
            continue
        if part == "..":
            done = os.path.dirname(done)
            continue
        here = os.path.join(done, part)
        if not os.path.islink(under(root, here)):
            done = here
            continue
        links += 1
        if links > _MOST_LINKS:
            raise OSError(f"{path}: too many levels of symbolic links below {root}")
        target = os.readlink(under(root, here))
        if target.startswith("/"):
            done = "/"
        todo = target.split("/") + todo
    return done


def under(root: str, path: str) -> str:
    """Where the absolute `path` of a process inside `root` is for this process."""
    return os.path.join(root, path.lstrip("/"))
