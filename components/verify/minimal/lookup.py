"""What answers ctypes.util.find_library where there is no ldconfig: it asks the program /sbin/ldconfig for its list."""
from __future__ import annotations

import os
from typing import Dict, Iterable, Tuple

from verify.elf import Elf
from verify.minimal.tree import MinimalTree, steps_to

LDCONFIG = "/sbin/ldconfig"
_MACHINES = {62: "libc6,x86-64", 21: "libc6,64bit", 22: "libc6,64bit"}
"""How ldconfig names a library's machine, by e_machine, as far as ctypes.util minds."""
_COMMENT = "# Tells ctypes.util.find_library what is here."
_MOST_SHEBANG = 127
"""Bytes of a script's first line that every Linux reads."""


def bring_lookup(tree: MinimalTree, python: str, libraries: Iterable[Tuple[str, Elf]]) -> None:
    """Write the list of the tree's `libraries`, each with its path, as a program that `python`, the interpreter's path,
    runs. Of libraries of one name the first counts."""
    head = f"#!{python} -IS"
    if len(head) > _MOST_SHEBANG:
        return
    lines: Dict[str, str] = {}
    for path, elf in libraries:
        name = elf.soname or os.path.basename(path)
        if name.startswith("lib"):
            lines.setdefault(name, f"\t{name} ({_MACHINES.get(elf.machine, 'libc6')}) => {path}\n")
    *links, place = steps_to(LDCONFIG)
    for link in links:
        tree.copy(link)
    text = "".join(lines[name] for name in sorted(lines, reverse=True))
    tree.write(place, f'{head}\n{_COMMENT}\nprint("""\\\n{text}""", end="")\n', executable=True)
