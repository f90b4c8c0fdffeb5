"""Tells which sources could be imported in this environment at all, by what they import at once."""
from __future__ import annotations

import os
import sys
import sysconfig
from typing import Dict, Set

from verify.prune.mentions import imported_by
from verify.prune.tree import Tree


class Importable:
    """Knows what is installed. What it cannot tell, it takes for importable."""

    def __init__(self, tree: Tree, modules: Dict[str, str]):
        """`modules` are looked into: path in the tree by dotted name."""
        self._tree = tree
        self._modules = modules
        self._known = _standard_names() | _installed_names(tree)
        self._reaches_out = any(b"/" in tree.read(path) for path in tree.named(".pth"))
        self._answers: Dict[str, bool] = {}

    def module(self, name: str) -> bool:
        """Whether one of the modules, by dotted name, can be imported as far as those and the installed ones go."""
        if name not in self._answers:
            self._answers[name] = True  # while it is asked: modules may import each other
            self._answers[name] = self.source(self._modules[name])
        return self._answers[name]

    def source(self, path: str) -> bool:
        """The same of a file in the tree."""
        if not path.endswith(".py"):
            return True
        names = imported_by(self._tree.read(path), self._tree.module(os.path.dirname(path)), at_once=True)
        outside = {name.partition(".")[0] for name in names} - self._known
        return (not outside or self._reaches_out) and all(map(self.module, names & self._modules.keys()))


def _installed_names(tree: Tree) -> Set[str]:
    starts = [site + "/" for site in tree.sites]
    below = {path[len(start) :].partition("/")[0] for start in starts for path in tree.files if path.startswith(start)}
    return {name.partition(".")[0] for name in below}


def _standard_names() -> Set[str]:
    names = getattr(sys, "stdlib_module_names", None)
    if names is not None:
        return set(names)
    places = (sysconfig.get_path("stdlib"), os.path.join(sysconfig.get_path("platstdlib"), "lib-dynload"))
    files = {name.partition(".")[0] for place in places if os.path.isdir(place) for name in os.listdir(place)}
    return files | set(sys.builtin_module_names)
