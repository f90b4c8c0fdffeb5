"""Everything that the loader loads with a file: the libraries that it needs, those that these need, and so on."""
from __future__ import annotations

import mmap
import os
from typing import Dict, Iterable, List, Tuple

from verify.elf import Elf, read_elf
from verify.libraries.resolution import Libraries


def closure(files: Iterable[Elf], libraries: Libraries) -> Dict[str, Elf]:
    """The libraries loaded with `files`, by the path at which the loader finds each (links unfollowed). What it does not
    find is left out, so is what is loaded by name while a program runs."""
    found: Dict[str, Elf] = {}
    todo: List[Tuple[Elf, List[Elf]]] = [(file, []) for file in files]
    while todo:
        file, loaders = todo.pop()
        for name in file.needed:
            path = libraries.find(name, file, loaders)
            if path is None or path in found:
                continue
            library = read_elf(os.path.realpath(path))
            if library:
                found[path] = library
                todo.append((library, [*loaders, file]))
    return found


def mentions(file: Elf, symbol: str) -> bool:
    """Whether the name of a symbol stands in the file, as it does where it is imported or defined."""
    with open(file.path, "rb") as data, mmap.mmap(data.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(f"\0{symbol}\0".encode()) >= 0
