"""Tells in the image which system packages its files are from, so that scanners find what is known about them."""
from __future__ import annotations

import os
from functools import lru_cache
from typing import Iterable, List

from verify.inventory import APK, Package
from verify.minimal.tree import MinimalTree

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
