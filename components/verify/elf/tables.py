"""The tables of an ELF file, section by section, and whether two files are the same to the loader."""
from __future__ import annotations

import struct
from typing import Dict, List, NamedTuple, Optional, Tuple

from verify.elf.header import PT_LOAD

PAGE = 4096
_ET_EXEC, _ET_DYN = 2, 3


class Headers(NamedTuple):
    """The ELF header's fields from e_type on, and its two tables, each row as the file has it."""

    order: str
    """`<` or `>`, for struct."""
    fields: Tuple[int, ...]
    programs: List[List[int]]
    sections: List[List[int]]


def read_headers(data: bytes) -> Optional[Headers]:
    """The tables of a 64-bit library or program; None for other files, and for those without a table of sections.
    Raises struct.error where a table is not whole."""
    if len(data) < 64 or data[4] != 2 or data[5] not in (1, 2):
        return None
    order = "<" if data[5] == 1 else ">"
    fields = struct.unpack_from(f"{order}HHIQQQIHHHHHH", data, 16)
    kind, phoff, shoff, phentsize, phnum, shentsize, shnum = (fields[i] for i in (0, 4, 5, 8, 9, 10, 11))
    if kind not in (_ET_EXEC, _ET_DYN) or not phnum or not shnum or (phentsize, shentsize) != (56, 64):
        return None
    programs = [list(struct.unpack_from(f"{order}IIQQQQQQ", data, phoff + i * 56)) for i in range(phnum)]
    sections = [list(struct.unpack_from(f"{order}IIQQQQIIQQ", data, shoff + i * 64)) for i in range(shnum)]
    return Headers(order, fields, programs, sections)


def maps_the_same(before: bytes, after: bytes) -> bool:
    """Whether every segment holds the same bytes, but for the rewritten headers, at an offset that the loader takes."""
    old, new = read_headers(before), read_headers(after)
    if old is None or new is None or len(old.programs) != len(new.programs):
        return False
    headers: Dict[int, int] = {0: 64, new.fields[4]: 56 * len(new.programs)}
    for a, b in zip(old.programs, new.programs):
        if a[:2] + a[3:] != b[:2] + b[3:]:
            return False
        if b[0] == PT_LOAD and ((b[2] - b[3]) % max(b[7], 1) or (b[2] - b[3]) % PAGE):
            return False
        left, right = bytearray(before[a[2] : a[2] + a[5]]), bytearray(after[b[2] : b[2] + b[5]])
        for start, size in headers.items():
            low, high = max(start - b[2], 0), min(start + size - b[2], b[5])
            if low < high:
                left[low:high] = right[low:high] = bytes(high - low)
        if left != right:
            return False
    return True
