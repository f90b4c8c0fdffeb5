"""Which files are modules: by suffix, and a compiled one without a tag in its name by what it holds."""
from __future__ import annotations

import os
import re
from importlib.machinery import SOURCE_SUFFIXES
from typing import Optional

from verify.elf import ElfError, read_elf
from verify.stage import EXTENSION_SUFFIXES

_TAGGED = sorted((suffix for suffix in EXTENSION_SUFFIXES if suffix != ".so"), key=len, reverse=True)
_OTHER_TAG = re.compile(r"\.((cpython|pypy|graalpy)-?\d\w*-[\w-]+|abi\d+t?(-[\w-]+)?)\.so$")


def module_name(path: str) -> Optional[str]:
    """The last part of the module's name, `__init__` for a package, of a file that this interpreter would import from;
    None for others, such as libraries: a `.so` without a tag is a module only if it has the function that starts one."""
    name = os.path.basename(path)
    for suffix in (*SOURCE_SUFFIXES, *_TAGGED):
        if name.endswith(suffix):
            return _identifier(name[: -len(suffix)])
    stem = _identifier(name[: -len(".so")]) if name.endswith(".so") else None
    return stem if stem and _starts(path, os.path.basename(os.path.dirname(path)) if stem == "__init__" else stem) else None


def foreign_module_name(path: str) -> Optional[str]:
    """The same for a compiled file that names another interpreter as the one it is for."""
    found = _OTHER_TAG.search(os.path.basename(path))
    return _identifier(os.path.basename(path)[: found.start()]) if found else None


def _identifier(name: str) -> Optional[str]:
    return name if name.isidentifier() else None


def _starts(path: str, module: str) -> bool:
    try:
        elf = read_elf(path)
        return elf is not None and (elf.has_symbol(f"PyInit_{module}") or elf.has_symbol(f"PyModExport_{module}"))
    except (OSError, ElfError):
        return False
