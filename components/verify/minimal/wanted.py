"""Brings the system packages that the image was given on purpose, or that an import was found to need, as a whole."""
from __future__ import annotations

import os
from typing import Iterable, List

from verify.elf import Elf
from verify.inventory import Package, beside_basic
from verify.minimal.libraries import elf_files_in
from verify.minimal.tree import MinimalTree
from verify.stage import report

_DOCUMENTS = ("/usr/share/doc/", "/usr/share/info/", "/usr/share/man/", "/usr/share/lintian/", "/usr/share/bug/")
_PROGRAMS = ("/usr/bin", "/usr/sbin")


def bring_wanted(tree: MinimalTree, names: Iterable[str], packages: List[Package]) -> List[Elf]:
    """Bring the files of the packages and of those that they need, but for documents and for what every system has;
    of that comes what the loader needs. Gives the ELF files among them."""
    paths = [path for package in beside_basic(names, packages) for path in package.files]
    paths = sorted({path for path in paths if not path.startswith(_DOCUMENTS)})
    for path in paths:
        tree.bring(path)
    places = {os.path.realpath(path) for path in paths if os.path.isfile(path)}
    for directory in _PROGRAMS:
        for entry in sorted(os.scandir(directory), key=lambda entry: entry.name) if os.path.isdir(directory) else []:
            if entry.is_symlink() and os.path.realpath(entry.path) in places:
                tree.bring(entry.path)
    _note_scripts(places)
    return elf_files_in(sorted(places))


def _note_scripts(places: Iterable[str]) -> None:
    """Say which programs cannot run, as they are scripts for a shell or an interpreter that is not there."""
    scripts = []
    for path in sorted(places):
        if os.path.dirname(path) in _PROGRAMS and os.access(path, os.X_OK):
            with open(path, "rb") as file:
                if file.read(2) == b"#!":
                    scripts.append(os.path.basename(path))
    if scripts:
        report.note(f"{', '.join(scripts)} cannot run in an image without a shell: they are scripts.")
