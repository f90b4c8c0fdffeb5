"""The files of the distributions that install others."""
from __future__ import annotations

from typing import List, Set

from verify.distribution import INSTALLERS
from verify.prune.tree import Tree


def installer_files(tree: Tree, wanted: Set[str]) -> List[str]:
    """All files of the installers that are not `wanted`, their commands in `bin` included."""
    gone = set(INSTALLERS) - wanted
    found: Set[str] = set()
    for one in tree.distributions:
        if one.key in gone:
            found.update(tree.relative(path) for path in one.files)
    globs = [glob for installer in gone for glob in INSTALLERS[installer]]
    found.update(tree.match(*("/" + glob if glob.startswith("bin/") else glob for glob in globs)))
    return [path for path in tree.files if path in found]
