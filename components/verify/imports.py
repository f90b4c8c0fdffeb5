"""Runs the imports in a fresh process, as the image's user and offline, and tells what they loaded or why they failed."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Optional


@dataclass(frozen=True)
class Failure:
    """One module that could not be imported."""

    module: str
    kind: str
    """`raised`, `crashed` (killed by a signal or left the process) or `timeout`."""
    type: str = ""
    """Qualified name of the exception's class, or the name of the signal."""
    message: str = ""
    """The exception's text."""
    path: Optional[str] = None
    """The extension module whose loading failed, where the exception names it."""
    name: Optional[str] = None
    """The module that was not found, where the exception names it."""
    traceback: List[str] = field(default_factory=list)
    """Last lines of the traceback or of the process's output."""
    opened: List[str] = field(default_factory=list)
    """Libraries that were opened or looked for by name (ctypes) without success."""
    network: List[str] = field(default_factory=list)
    """Addresses that the import tried to reach."""


@dataclass(frozen=True)
class ImportResult:
    """What one run of the imports loaded. Paths are absolute, lists are sorted."""

    loaded: List[str] = field(default_factory=list)
    """Files of the loaded modules: sources and extension modules, of the environment and of the standard library."""
    mapped: List[str] = field(default_factory=list)
    """Every file mapped into the process: extension modules, bundled and system libraries, the interpreter."""
    compiled: Dict[str, str] = field(default_factory=dict)
    """Source path to a finished unchecked-hash .pyc that the run had to compile anyway, in a scratch directory."""
    failures: List[Failure] = field(default_factory=list)
