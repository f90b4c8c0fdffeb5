"""What it means that a module is not there, by what the module is."""
from __future__ import annotations

import sys
from typing import Dict, Optional, Tuple

_TOOLS = {"setuptools": "setuptools", "distutils": "setuptools", "pip": "pip"}
_STANDARD = {"tkinter": "python3-tk", "_tkinter": "python3-tk", "_gdbm": "python3-gdbm"}
_DROPPED = {
    12: ("asynchat", "asyncore", "imp", "smtpd"),
    13: (
        "aifc", "audioop", "cgi", "cgitb", "chunk", "crypt", "imghdr", "lib2to3", "mailcap", "nis", "nntplib", "ossaudiodev",
        "pipes", "sndhdr", "spwd", "sunau", "telnetlib", "uu", "xdrlib",
    ),
}  # fmt: skip
"""Modules that the standard library has no more, by the release 3.x that took them away."""
_LAST_WITH_PKG_RESOURCES = "setuptools<81"


def missing_module(name: str, importing: str, installed: Dict[str, str]) -> Tuple[str, str]:
    """What is the matter where `importing` does not find the module `name`, and what to do; the latter is empty where all
    that can be done is to add or to avoid it. `installed` has the version by distribution."""
    top = name.partition(".")[0]
    if top == importing.partition(".")[0]:
        remedy = "Check the spelling in importCheck, the requirements, and that it lies in `source` where programs import from."
        return f"there is no module {name} in the environment", remedy
    if top == "pkg_resources":
        return _pkg_resources(installed.get("setuptools"))
    if top in getattr(sys, "stdlib_module_names", ()) and top not in _TOOLS:
        package = _STANDARD.get(top)
        add = f'add runtimePackages: ["{package}"]' if package else "add the system package that has it to runtimePackages"
        return (
            f"it imports {name} of the standard library, which the final image's Python lacks",
            f"Give a runtimeImage whose Python has it; where Python is the distribution's own, {add}.",
        )
    since = next((minor for minor, modules in _DROPPED.items() if top in modules), None)
    if since:
        return (
            f"it imports {name}, which Python has no more since 3.{since}",
            f'Take a newer version of the package that does without, or give pythonVersion: "3.{since - 1}".',
        )
    tool = _TOOLS.get(top)
    if tool:
        return f"it imports {name}, which is left out of images", f"Add {tool} to the requirements: then it stays."
    return f"it imports {name}, which is not installed", ""


def _pkg_resources(setuptools: Optional[str]) -> Tuple[str, str]:
    here = f"and setuptools {setuptools} has it no more" if setuptools else "which is left out of images"
    remedy = f'Add "{_LAST_WITH_PKG_RESOURCES}" to the requirements: setuptools 82 and newer are without it.'
    return f"it imports pkg_resources, {here}", f"{remedy} Or take a newer version of the package that does without."
