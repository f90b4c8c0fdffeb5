"""Which modules that a rule names have to stay after all, because what stays imports them.

A rule may know that nobody runs a test suite; whether another module takes a helper from it changes from one release of a
package to the next: `scipy.linalg` imports `numpy.testing`, and in numpy 2.2 that imports `numpy._core.tests`.
"""
from __future__ import annotations

import os
import re
from typing import Dict, Iterable, List, Set

from verify.prune.importable import Importable
from verify.prune.mentions import imported_by, mentions
from verify.prune.tree import Tree

_MODULES = (".py", ".so")
_ENDING = re.compile(r"(/__init__)?(\.py|(\.[\w-]+)?\.so)$")


def needed_modules(tree: Tree, chosen: Iterable[str]) -> Set[str]:
    """Those of the files `chosen` that other files of the environment import, or name in full, and what these import in
    turn. What could not be imported anyway, as it needs a module that is not installed (pytest, most often), neither
    counts nor stays."""
    going = {path for path in chosen if path.endswith(_MODULES) and not os.path.islink(tree.path(path))}
    modules = {tree.module(_ENDING.sub("", path)): path for path in sorted(going)}
    importable = Importable(tree, modules)
    words = _words(tree, going)
    needed: Set[str] = set()
    for path in tree.named(*_MODULES, ".pth", "/entry_points.txt") if words else ():
        if path in going or os.path.islink(tree.path(path)):
            continue
        found = mentions(tree, path, words)
        names = (found.imported | found.named) & modules.keys()
        if names and importable.source(path):
            needed |= set(filter(importable.module, names))
    return {modules[name] for name in _with_needs(tree, needed, modules, importable)}


def _with_needs(tree: Tree, names: Iterable[str], modules: Dict[str, str], importable: Importable) -> Set[str]:
    """The modules of these names, the packages that they are in, and what all of them import, as far as it is in `modules`."""
    found: Set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        path = modules[name]
        data = tree.read(path) if path.endswith(".py") else b""
        more = imported_by(data, tree.module(os.path.dirname(path))) & modules.keys()
        parents = {name[:at] for at, letter in enumerate(name) if letter == "."} & modules.keys()
        todo += [*parents, *filter(importable.module, more)]
    return found


def _words(tree: Tree, going: Set[str]) -> List[str]:
    """Words of which one stands wherever one of the modules is imported: the name of the outermost folder of which no
    module stays, else the module's own. None contains another."""
    staying = {folder for path in tree.named(*_MODULES) if path not in going for folder in _folders(path)}
    words = set()
    for path in going:
        place = next((folder for folder in _folders(path) if folder not in staying), _ENDING.sub("", path))
        words.add(os.path.basename(place))
    return sorted(word for word in words if not any(other in word for other in words - {word}))


def _folders(path: str) -> List[str]:
    """The folders that a file is in, outermost first."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]
