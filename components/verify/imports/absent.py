"""Modules that a failed import did not find, and why one is not found although its file is there."""
from __future__ import annotations

import glob
import os
import re
from typing import List, Set

from verify.imports.failure import Failure
from verify.stage import EXTENSION_SUFFIXES, site_packages

_CANNOT_IMPORT = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")
_PATH = re.compile(r"/[^\s'\":]+")
_NO_MODULE = re.compile(r"No module named '([\w.]+)'")


def absent_modules(failure: Failure) -> Set[str]:
    """Dotted names of modules that the failure says are not there, or may be, as it cannot import that name."""
    names: Set[str] = set()
    for text in [*failure.causes, failure.path or ""]:
        names |= {*_NO_MODULE.findall(text), *(f"{package}.{name}" for name, package in _CANNOT_IMPORT.findall(text))}
    return names


def absent_places(failure: Failure, environment: str) -> Set[str]:
    """Paths in the environment, without suffix for modules, that the failure says are not there."""
    texts = [*failure.causes, failure.path or ""]
    files = {path for text in texts for path in _PATH.findall(text) if path.startswith(environment + "/")}
    modules = [name.split(".") for name in absent_modules(failure)]
    return files | {os.path.join(site, *parts) for parts in modules for site in site_packages(environment)}


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
