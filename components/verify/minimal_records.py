"""Tells in the image which system packages its files are from, so that scanners find what is known about them."""
from __future__ import annotations

import os
from functools import lru_cache
from typing import Dict, Iterable, List

from cyclonedx import system_component
from minimal_packages import APK, Package
from minimal_tree import MinimalTree

_UNREAD = ("Breaks", "Conffiles", "Conflicts", "Description", "Enhances", "Recommends", "Replaces", "Suggests")


def owners_of_tree(tree: MinimalTree, packages: Iterable[Package]) -> List[Package]:
    """Those of the packages that a file of the tree is from."""
    return [package for package in packages if any(_is_in(tree, path) for path in package.files)]


def bring_records(tree: MinimalTree, packages: List[Package]) -> None:
    """Write what the package manager's database says of the packages, and bring their copyright notices."""
    alpine = [package for package in packages if package.manager == APK]
    if alpine:
        tree.write("/lib/apk/db/installed", "\n".join(_lines(package, ":") for package in alpine))
    for package in packages:
        tree.bring(f"/usr/share/doc/{package.name}/copyright")
        if package not in alpine:
            tree.write(f"/var/lib/dpkg/status.d/{package.name}", _lines(package, ": "))


def components(packages: Iterable[Package]) -> List[Dict]:
    """The packages as components of a bill of materials."""
    system = _system()
    return [system_component(f"{one.manager}/{system}", one.name, one.version, one.architecture) for one in packages]


def python_component(version: str) -> Dict:
    """The interpreter as a component of a bill of materials, as it may be from no package."""
    purl = f"pkg:generic/python@{version}"
    cpe = f"cpe:2.3:a:python:python:{version}:*:*:*:*:*:*:*"
    return {"type": "application", "bom-ref": purl, "name": "python", "version": version, "purl": purl, "cpe": cpe}


def _lines(package: Package, separator: str) -> str:
    return "".join(f"{key}{separator}{value}\n" for key, value in package.record.items() if key not in _UNREAD)


def _is_in(tree: MinimalTree, path: str) -> bool:
    if os.path.isdir(path):
        return False
    place = tree.inside(os.path.join(_real(os.path.dirname(path)), os.path.basename(path)))
    return os.path.isfile(place) or os.path.islink(place)


@lru_cache(maxsize=None)
def _real(directory: str) -> str:
    return os.path.realpath(directory)


def _system() -> str:
    """`debian`, `alpine`: how the system calls itself."""
    with open("/etc/os-release", encoding="utf-8") as file:
        pairs = [line.strip().partition("=") for line in file]
    return next((value.strip("\"'") for key, _, value in pairs if key == "ID"), "linux")
