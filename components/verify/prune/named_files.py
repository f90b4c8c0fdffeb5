"""Which files that a rule names have to stay after all, because a source that stays names them.

Headers are for compilers, and yet programs read some: `numpy.random._examples.cffi` takes its declarations from numpy's
headers, numpy.f2py copies `fortranobject.h` beside what it writes.
"""
from __future__ import annotations

import ast
import os
from typing import Iterable, List, Set, Tuple

from verify.prune.tree import Tree


def unnamed(tree: Tree, chosen: Iterable[str]) -> List[str]:
    """Those of the files `chosen` whose names stand as texts of their own in no other source of the environment."""
    paths = list(chosen)
    going = set(paths)
    endings = _quoted_endings(paths)
    named: Set[str] = set()
    for path in tree.named(".py") if paths else ():
        if path not in going and not os.path.islink(tree.path(path)):
            data = tree.read(path)
            if any(ending in data for ending in endings):
                named |= _texts(data)
    return [path for path in paths if os.path.basename(path) not in named]


def _quoted_endings(paths: Iterable[str]) -> Tuple[bytes, ...]:
    """The ends of the names, as they stand at the end of a text: a quick look before a source is parsed."""
    suffixes = {os.path.splitext(path)[1] or os.path.basename(path) for path in paths}
    return tuple(suffix.encode() + quote for suffix in sorted(suffixes) for quote in (b'"', b"'"))


def _texts(data: bytes) -> Set[str]:
    """The last parts of all texts of a source, taken as paths."""
    try:
        nodes = list(ast.walk(ast.parse(data)))
    except (SyntaxError, ValueError):
        return set()
    return {os.path.basename(node.value) for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
