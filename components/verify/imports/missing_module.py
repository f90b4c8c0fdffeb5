"""What it means that a module is not there, by what the module is."""
from __future__ import annotations

import json
import os
import sys
from typing import Dict, Optional, Tuple

_TOOLS = {"setuptools": "setuptools", "distutils": "setuptools", "pip": "pip"}
_STANDARD = {"tkinter": "python3-tk", "_tkinter": "python3-tk", "_gdbm": "python3-gdbm"}
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
    tool = _TOOLS.get(top)
    if tool:
        return f"it imports {name}, which is left out of images", f"Add {tool} to the requirements: then it stays."
    since = _dropped_since(top)
    if since:
        major, minor = since.split(".")
        return (
            f"it imports {name}, which Python has no more since {since}",
            f'Take a newer version of the package that does without, or give pythonVersion: "{major}.{int(minor) - 1}".',
        )
    return f"it imports {name}, which is not installed", ""


def _pkg_resources(setuptools: Optional[str]) -> Tuple[str, str]:
    here = f"and setuptools {setuptools} has it no more" if setuptools else "which is left out of images"
    remedy = f'Add "{_LAST_WITH_PKG_RESOURCES}" to the requirements: setuptools 82 and newer are without it.'
    return f"it imports pkg_resources, {here}", f"{remedy} Or take a newer version of the package that does without."


def _dropped_since(module: str) -> Optional[str]:
    """The version of Python whose standard library has a module no more."""
    with open(os.path.join(os.path.dirname(__file__), "dropped_modules.json"), encoding="utf-8") as file:
        by_version = json.load(file)
    return next((version for version, modules in by_version.items() if module in modules), None)
