"""Bytecode of what the trials loaded."""
from __future__ import annotations

import os
from typing import Iterable, List

from verify.application.code import Code
from verify.bytecode import library_bytecode
from verify.imports import ImportResult
from verify.stage import PythonFacts, Settings


def compile_loaded(code: Code, loaded: Iterable[str]) -> None:
    """Compile what was loaded and has no bytecode yet: of the code, the environment and the standard library."""
    settings, facts = code.settings, code.facts
    if settings.bytecode == "none":
        return
    bare = [path for path in sorted(loaded) if path.endswith(".py") and not os.path.exists(facts.bytecode_path(path))]
    own = (settings.environment + "/", *_minimal_libraries(settings, facts))
    code.add_bytecode([path for path in bare if path.startswith(own) or code.has(path)])
    if settings.strategy == "multi-stage":
        for path, data in library_bytecode(settings, ImportResult(loaded=bare), facts).items():
            code.write(path, data)


def _minimal_libraries(settings: Settings, facts: PythonFacts) -> List[str]:
    """The standard library where it is the image's own, not a base's."""
    directories = {facts.stdlib, facts.platstdlib}
    return sorted(f"{one}/" for one in directories) if settings.strategy == "minimal" else []
