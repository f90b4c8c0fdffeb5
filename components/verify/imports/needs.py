"""Which libraries a failed import needs, read from what it said and from the files that it loaded."""
from __future__ import annotations

import os
import re
from typing import Iterable, List, Set

from verify.imports.failure import Failure
from verify.libraries import Libraries

_NOT_FOUND = [
    re.compile(r"(?:^|[\s:'\"])([^\s:'\"]+): cannot open shared object file"),  # glibc
    re.compile(r"Error loading shared library ([^\s:]+): No such file"),  # musl
    re.compile(r"cannot load library '([^']+)'"),  # cffi
]
_NOT_LIBRARIES = ("ModuleNotFoundError", "SyntaxError")


def libraries_needed(failure: Failure, libraries: Libraries) -> Set[str]:
    """Names of missing libraries: those that the failure names, and all others that are missing to the same file.

    Names are sonames, or what the import opened by name. Empty where the failure is not about libraries.
    """
    named = named_libraries(failure)
    if not named:
        return set()
    loading = [path for path in [failure.path, *failure.opened] if path and os.path.isabs(path)]
    together: Set[str] = set()
    for path in loading or _needing(named, libraries):
        missing = libraries.closure(path)
        if missing & named:
            together |= missing
    return named | together


def named_libraries(failure: Failure) -> Set[str]:
    """Libraries that the loader's or cffi's messages in the failure name as not found."""
    return {name for text in failure.causes for pattern in _NOT_FOUND for name in pattern.findall(text)}


def is_about_libraries(failure: Failure) -> bool:
    """The loader could not load a file: it, or something that it needs, is missing or does not fit."""
    return bool(named_libraries(failure)) or ".so" in os.path.basename(failure.path or "")


def looked_for(failure: Failure) -> List[str]:
    """Libraries that a failed import opened or looked for by name, first those looked for last."""
    if failure.type in _NOT_LIBRARIES or named_libraries(failure):
        return []
    return [name for name in reversed(failure.opened) if "/" not in name]


def _needing(names: Iterable[str], libraries: Libraries) -> List[str]:
    unresolved = libraries.unresolved()
    return sorted({path for name in names for path in unresolved.get(name, [])})
