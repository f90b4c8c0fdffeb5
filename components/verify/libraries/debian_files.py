"""Which package of a dpkg database owns a file."""
from __future__ import annotations

import glob
import os
from typing import Iterable, Set

from verify.stage import under


def owners_of(root: str, paths: Iterable[str]) -> Set[str]:
    """Names of the packages, without architecture, that brought any of the absolute `paths` into `root`."""
    lines = {f"\n{name}\n" for path in paths for name in _names(path)}
    packages = set()
    for list_file in glob.glob(under(root, "/var/lib/dpkg/info/*.list")) if lines else []:
        with open(list_file, encoding="utf-8", errors="replace") as file:
            text = f"\n{file.read()}"
        if any(line in text for line in lines):
            packages.add(os.path.basename(list_file)[: -len(".list")].partition(":")[0])
    return packages


def _names(path: str) -> Set[str]:
    """A path as packages may name it, from before and after /lib became a link to /usr/lib."""
    short = path[len("/usr") :] if path.startswith("/usr/lib") else path
    return {short, f"/usr{short}"} if short.startswith("/lib") else {path}
