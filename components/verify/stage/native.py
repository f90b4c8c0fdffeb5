"""What native-python.sh tells of the final stage's interpreter where another one, of the machine that builds, runs this."""
from __future__ import annotations

import importlib.machinery
import sys
from typing import List, Optional


def _told(name: str, separator: str) -> Optional[List[str]]:
    value = sys._xoptions.get(name)
    return value.split(separator) if isinstance(value, str) else None


EXTENSION_SUFFIXES: List[str] = _told("extension-suffixes", ":") or importlib.machinery.EXTENSION_SUFFIXES
"""How the files of compiled modules end for the final stage's interpreter, the most special first."""

NATIVE_PYTHON: Optional[List[str]] = _told("native-python", " ")
"""The words that start the interpreter that runs this, which writes the same bytecode; None where it is the final stage's."""
