"""The files of the environment that matter to the proofs: which there are and which of them are ELF files."""
from __future__ import annotations

import glob
import os
from typing import Iterator, List

from verify.elf import Elf, ElfError, read_elf
from verify.stage.report import note


def files_below(directory: str) -> Iterator["os.DirEntry[str]"]:
    """Every regular file below `directory`, in no particular order; links are not followed."""
    todo = [directory]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    yield entry


def make_readable(environment: str) -> None:
    """Let every user read what the owner can: some archives hold files that only their packager could."""
    todo = [environment]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.is_symlink():
                    continue
                mode = entry.stat(follow_symlinks=False).st_mode
                needed = mode | (mode & 0o400) >> 3 | (mode & 0o400) >> 6 | (mode & 0o100) >> 3 | (mode & 0o100) >> 6
                if needed != mode:
                    os.chmod(entry.path, needed & 0o7777)
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)


def elf_files(environment: str) -> List[Elf]:
    """The environment's ELF files, sorted by path: libraries by their name, programs by their place or mode."""
    found = []
    for entry in files_below(environment):
        if ".so" not in entry.name and not entry.stat(follow_symlinks=False).st_mode & 0o111:
            continue
        try:
            elf = read_elf(entry.path)
        except ElfError as damage:
            note(f"{damage}; the file is left alone.")
            continue
        if elf:
            found.append(elf)
    return sorted(found, key=lambda elf: elf.path)


def site_packages(environment: str) -> List[str]:
    """The directories that the environment's packages are in."""
    return sorted(glob.glob(f"{glob.escape(environment)}/lib/python3*/site-packages"))
