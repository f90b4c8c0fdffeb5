"""Stores files of the same content once, as hard links: paths stay, and so does what the loader sees."""
from __future__ import annotations

import hashlib
import os
from typing import Dict, List, Tuple

from verify.stage import Patterns, files_below

_SMALLEST = 1
_CHUNK = 1 << 20


def link_duplicates(root: str, keep: Patterns) -> int:
    """Link equal files of equal mode below `root` to the first of them by path; returns the bytes saved."""
    by_size: Dict[Tuple[int, int], List[str]] = {}
    for entry in files_below(root):
        state = entry.stat(follow_symlinks=False)
        if state.st_size >= _SMALLEST and not keep.match(os.path.relpath(entry.path, root)):
            by_size.setdefault((state.st_size, state.st_mode), []).append(entry.path)
    saved = 0
    for (size, _), paths in sorted(by_size.items()):
        first: Dict[bytes, str] = {}
        for path in sorted(paths) if len(paths) > 1 else ():
            original = first.setdefault(_digest(path), path)
            if original != path and not os.path.samefile(original, path):
                _link(original, path)
                saved += size
    return saved


def _link(original: str, path: str) -> None:
    scratch = f"{path}.link"
    os.link(original, scratch)
    os.replace(scratch, path)


def _digest(path: str) -> bytes:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for chunk in iter(lambda: file.read(_CHUNK), b""):
            digest.update(chunk)
    return digest.digest()
