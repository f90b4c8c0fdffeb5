"""Modules that a failed import did not find, and why one is not found although its file is there."""
from __future__ import annotations

import glob
import os
import re
from importlib.machinery import EXTENSION_SUFFIXES
from typing import List, Set

from environment import site_packages
from imports import Failure

_CANNOT_IMPORT = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")
_NO_MODULE = re.compile(r"No module named '([\w.]+)'")


def absent_modules(failure: Failure) -> Set[str]:
    """Dotted names of modules that the failure says are not there, or may be, as it cannot import that name."""
    names: Set[str] = set()
    for text in [*failure.causes, failure.path or ""]:
        names |= {*_NO_MODULE.findall(text), *(f"{package}.{name}" for name, package in _CANNOT_IMPORT.findall(text))}
    return names


def hollow(module: str) -> Failure:
    """The failure of a module of which there is only the directory: Python then makes a namespace package of it."""
    text = f"No module named '{module}'"
    return Failure(module, "raised", "ModuleNotFoundError", text, causes=[text], name=module)


def other_builds(environment: str, module: str) -> List[str]:
    """For which other interpreters compiled files of a module are there, sorted, such as `cpython-312-darwin`; [] if this
    one finds its own."""
    found: Set[str] = set()
    for site in site_packages(environment):
        place = glob.escape(os.path.join(site, *module.split(".")))
        for end in (".*.so", ".*.pyd", "/__init__.*.so", "/__init__.*.pyd"):
            found |= {os.path.basename(path).partition(".")[2] for path in glob.glob(place + end)}
    return sorted(name.rpartition(".")[0] for name in found) if not found & {one[1:] for one in EXTENSION_SUFFIXES} else []
