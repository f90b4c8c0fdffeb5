"""What is known of a module that could not be imported."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional


@dataclass(frozen=True)
class Failure:
    """One module that could not be imported."""

    module: str
    kind: str
    """`raised`, `crashed` (the process ended while importing it) or `timeout`."""
    type: str = ""
    """Qualified name of the exception's class, or how the process ended: a signal's name, `exit code N`."""
    message: str = ""
    """The exception's text."""
    causes: List[str] = field(default_factory=list)
    """Texts of the exception and of those that led to it, outermost first."""
    path: Optional[str] = None
    """The file that could not be loaded, where an exception names it."""
    name: Optional[str] = None
    """The module that could not be found, where an exception names it."""
    traceback: List[str] = field(default_factory=list)
    """Last lines of the traceback, or of the process's output."""
    opened: List[str] = field(default_factory=list)
    """Libraries that were opened by name (ctypes), found or not, or looked for in vain."""
    network: List[str] = field(default_factory=list)
    """Hosts that the import tried to reach."""
    programs: List[str] = field(default_factory=list)
    """Programs that it started, or looked for, in vain."""
    variables: List[str] = field(default_factory=list)
    """Variables without a value that the exceptions are about."""
    devices: List[str] = field(default_factory=list)
    """Devices that the exceptions are about: files that a machine has and no image, or `a display`."""
