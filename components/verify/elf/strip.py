"""Takes out of an ELF file what the loader never maps: symbol tables for linkers and debug information.

Own code instead of `strip --strip-unneeded`, because slim has no binutils and because `strip` damages libraries that
auditwheel has patched: it moves segments to offsets that the loader refuses. Here segments move by multiples of their
alignment only, and a file is replaced only after every byte that gets mapped was seen to be the same.
"""
from __future__ import annotations

import os
import struct
from typing import List, NamedTuple, Optional

from verify.elf.header import PT_LOAD
from verify.elf.tables import PAGE, Headers, maps_the_same, read_headers

_SHT_NULL, _SHT_SYMTAB, _SHT_STRTAB, _SHT_NOBITS = 0, 2, 3, 8
_SHF_ALLOC = 2
_DEBUG = (".debug", ".zdebug", ".gnu.debuglto", ".stab", ".comment", ".gdb_index", ".gnu.build.attributes")
_MOST_TRAILING = 64
"""Bytes after everything that the headers describe: up to an alignment's worth is padding, more is a payload."""


class _Piece(NamedTuple):
    """A range of the file that stays in one piece, and where it goes."""

    start: int
    end: int
    target: int


def strip(path: str) -> int:
    """Strip the file in place; returns the bytes saved, 0 where it is not an ELF file or nothing can be taken safely."""
    with open(path, "rb") as file:
        if file.read(4) != b"\x7fELF":
            return 0
        file.seek(0)
        before = file.read()
    after = stripped(before)
    if after is None or len(after) >= len(before):
        return 0
    mode = os.stat(path).st_mode & 0o7777
    scratch = f"{path}.stripped"
    with open(scratch, "wb") as file:
        file.write(after)
    os.chmod(scratch, mode)
    os.replace(scratch, path)
    return len(before) - len(after)


def stripped(data: bytes) -> Optional[bytes]:
    """The ELF file without what is never mapped; None where that cannot be done safely. 64-bit files only."""
    try:
        headers = read_headers(data)
        if headers is None:
            return None
        doomed = _doomed(data, headers)
        if not doomed or not _self_contained(data, headers, doomed):
            return None
        after = _assemble(data, headers, doomed)
        return after if maps_the_same(data, after) else None
    except (struct.error, IndexError, UnicodeDecodeError):
        return None


def _doomed(data: bytes, headers: Headers) -> List[int]:
    """Indexes of the sections to take out: debug information, the symbol table for linkers and its strings."""
    names = headers.sections[headers.fields[12]]
    tables = {i for i, s in enumerate(headers.sections) if s[1] == _SHT_SYMTAB and not s[2] & _SHF_ALLOC}
    strings = {headers.sections[i][6] for i in tables} - {headers.fields[12]}
    chosen = []
    for index, section in enumerate(headers.sections):
        start = names[4] + section[0]
        name = data[start : data.index(b"\0", start)].decode()
        loose = not section[2] & _SHF_ALLOC and section[1] != _SHT_NULL
        if loose and (index in tables or index in strings or name.startswith(_DEBUG)):
            chosen.append(index)
        elif loose and section[7] and name.startswith((".rela.debug", ".rel.debug")):
            chosen.append(index)
    return chosen


def _self_contained(data: bytes, headers: Headers, doomed: List[int]) -> bool:
    """Whether nothing that stays refers to what goes, and the headers describe the whole file."""
    gone = set(doomed)
    if any(s[6] in gone and s[1] != _SHT_NULL for i, s in enumerate(headers.sections) if i not in gone):
        return False
    ends = [headers.fields[5] + 64 * len(headers.sections)]
    ends += [p[2] + p[5] for p in headers.programs]
    ends += [s[4] + s[5] for s in headers.sections if s[1] not in (_SHT_NULL, _SHT_NOBITS)]
    return max(ends) <= len(data) <= max(ends) + _MOST_TRAILING


def _pieces(headers: Headers, doomed: List[int]) -> List[_Piece]:
    """What stays, in order of the file, each moved down as far as its alignment allows."""
    phoff = headers.fields[4]
    ranges = [(0, 64, 1), (phoff, phoff + 56 * len(headers.programs), 8)]
    ranges += [(p[2], p[2] + p[5], max(p[7], PAGE if p[0] == PT_LOAD else 1)) for p in headers.programs if p[5]]
    for index, section in enumerate(headers.sections):
        if index not in doomed and section[1] not in (_SHT_NULL, _SHT_NOBITS) and section[5]:
            ranges.append((section[4], section[4] + section[5], max(section[8], 1)))
    merged: List[List[int]] = []
    for start, end, align in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1][1], merged[-1][2] = max(merged[-1][1], end), max(merged[-1][2], align)
        else:
            merged.append([start, end, align])
    pieces, cursor = [], 0
    for start, end, align in merged:
        target = cursor + (start - cursor) % align
        pieces.append(_Piece(start, end, target))
        cursor = target + end - start
    return pieces


def _assemble(data: bytes, headers: Headers, doomed: List[int]) -> bytes:
    pieces = _pieces(headers, doomed)

    def moved(offset: int) -> int:
        return next((offset - p.start + p.target for p in pieces if p.start <= offset <= p.end), offset)

    sections = [([0] * 10 if i in doomed else s[:4] + [moved(s[4])] + s[5:]) for i, s in enumerate(headers.sections)]
    while sections[-1][1] == _SHT_NULL:
        sections.pop()
    after = bytearray()
    for piece in pieces:
        after += bytes(piece.target - len(after)) + data[piece.start : piece.end]
    after += bytes(-len(after) % 8)
    fields = list(headers.fields)
    fields[4], fields[5], fields[11] = moved(fields[4]), len(after), len(sections)
    for section in sections:
        after += struct.pack(f"{headers.order}IIQQQQIIQQ", *section)
    struct.pack_into(f"{headers.order}HHIQQQIHHHHHH", after, 16, *fields)
    for index, program in enumerate(headers.programs):
        place = program[:2] + [moved(program[2]) if program[5] else program[2]] + program[3:]
        struct.pack_into(f"{headers.order}IIQQQQQQ", after, fields[4] + index * 56, *place)
    return bytes(after)
