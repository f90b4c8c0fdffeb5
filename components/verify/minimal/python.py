"""The interpreter and its standard library, for the image that starts from scratch."""
from __future__ import annotations

import os
from typing import List, Set

from verify.bytecode import complete_bytecode, write_bytecode
from verify.imports import ImportResult
from verify.minimal.stdlib import standard_library
from verify.minimal.tree import MinimalTree
from verify.stage import PythonFacts, Settings


def bring_python(
    tree: MinimalTree, settings: Settings, python: str, result: ImportResult, facts: PythonFacts
) -> List[str]:
    """Bring the interpreter, which is the file `python`, under all its names, and the standard library with the bytecode
    that Settings.bytecode asks for. Gives the paths of the compiled modules that came with it."""
    tree.bring_library(python)
    for name in sorted(os.listdir(os.path.join(settings.environment, "bin"))):
        link = os.path.join(settings.environment, "bin", name)
        target = os.path.join(os.path.dirname(link), os.readlink(link)) if os.path.islink(link) else link
        if not os.path.normpath(target).startswith(settings.environment + "/"):
            tree.bring(target)
    files = standard_library({facts.stdlib, facts.platstdlib}, set(result.loaded), settings.prune)
    for path in files:
        tree.bring(path)
    _bring_bytecode(tree, settings, result, facts, {path for path in files if path.endswith(".py")})
    return [path for path in files if path.endswith(".so")]


def _bring_bytecode(
    tree: MinimalTree, settings: Settings, result: ImportResult, facts: PythonFacts, sources: Set[str]
) -> None:
    if settings.bytecode == "none":
        return
    chosen = sorted(sources if settings.bytecode == "all" else sources.intersection(result.loaded))
    for source, data in complete_bytecode(settings, chosen, result, facts).items():
        write_bytecode(tree.inside(facts.bytecode_path(source)), data)
