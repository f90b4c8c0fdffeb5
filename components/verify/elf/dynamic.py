"""Reads the dynamic section of an ELF file: what the loader has to find before the file can be used."""
from __future__ import annotations

import mmap
import struct
from typing import Dict, Iterator, List, NamedTuple, Optional, Tuple

_DT_NEEDED, _DT_STRTAB, _DT_STRSZ, _DT_SONAME, _DT_RPATH, _DT_RUNPATH = 1, 5, 10, 14, 15, 29
_DT_VERNEED, _DT_VERNEEDNUM = 0x6FFFFFFE, 0x6FFFFFFF
_VER_FLG_WEAK = 2


class Segment(NamedTuple):
    """One program header; offsets, addresses and sizes in bytes."""

    type: int
    offset: int
    vaddr: int
    filesz: int
    memsz: int
    align: int


class Dynamic(NamedTuple):
    """The entries that matter, with their strings; see Elf."""

    needed: List[str]
    soname: Optional[str]
    rpath: List[str]
    runpath: List[str]
    versions: Dict[str, List[str]]
    strings: bytes
    """All names in it, those of its symbols among them, each with a zero at its end."""


def read_dynamic(data: mmap.mmap, section: Segment, loads: List[Segment], bits: int, order: str) -> Dynamic:
    """Read `section` of the file `data`; `order` is struct's sign of the byte order. Raises ValueError or struct.error
    where the file is damaged."""
    pair = struct.Struct(order + ("qQ" if bits == 64 else "iI"))
    raw = data[section.offset : section.offset + section.filesz - section.filesz % pair.size]
    entries = list(_until_null(pair.iter_unpack(raw)))
    values = dict(entries)
    strings = _offset(loads, values[_DT_STRTAB]) if _DT_STRTAB in values else 0

    def text(at: int) -> str:
        return data[strings + at : data.find(b"\0", strings + at)].decode("utf-8", "replace")

    def paths(tag: int) -> List[str]:
        return [part for part in text(values[tag]).split(":") if part] if tag in values else []

    versions: Dict[str, List[str]] = {}
    at = _offset(loads, values[_DT_VERNEED]) if _DT_VERNEED in values else 0
    for _ in range(values.get(_DT_VERNEEDNUM, 0) if at else 0):
        _, count, library, aux, following = struct.unpack_from(f"{order}HHIII", data, at)
        names, entry = versions.setdefault(text(library), []), at + aux
        for _ in range(count):
            _, flags, _, name, more = struct.unpack_from(f"{order}IHHII", data, entry)
            if not flags & _VER_FLG_WEAK:
                names.append(text(name))
            entry += more
        at += following
    needed = [text(value) for tag, value in entries if tag == _DT_NEEDED]
    soname = text(values[_DT_SONAME]) if _DT_SONAME in values else None
    return Dynamic(needed, soname, paths(_DT_RPATH), paths(_DT_RUNPATH), versions, data[strings : strings + values.get(_DT_STRSZ, 0)])


def _until_null(entries: Iterator[Tuple[int, int]]) -> Iterator[Tuple[int, int]]:
    for entry in entries:
        if entry[0] == 0:
            return
        yield entry


def _offset(loads: List[Segment], vaddr: int) -> int:
    for load in loads:
        if load.vaddr <= vaddr < load.vaddr + load.filesz:
            return vaddr - load.vaddr + load.offset
    raise ValueError(f"no segment holds address {vaddr:#x}")
