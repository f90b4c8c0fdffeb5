"""Reads of an ELF file what a loader reads: segments, needed libraries, search paths, needed symbol versions.

Own code, because the tools run in any final stage with nothing but its Python; only what is asked for is parsed.
"""
from __future__ import annotations

import mmap
import struct
from functools import cached_property
from typing import Dict, List, Optional

from verify.elf.dynamic import Dynamic, Segment, read_dynamic

PT_LOAD, PT_DYNAMIC, PT_INTERP = 1, 2, 3


class ElfError(ValueError):
    """The file begins as an ELF file but is damaged."""


class Elf:
    """An ELF file. Attributes may raise ElfError where the file is damaged."""

    path: str
    bits: int
    """32 or 64."""
    machine: int
    """e_machine: 62 is x86-64, 183 is aarch64."""
    segments: List[Segment]

    def __init__(self, path: str, head: bytes):
        self.path = path
        self.bits = 64 if head[4] == 2 else 32
        self._order = "<" if head[5] == 1 else ">"
        word = "Q" if self.bits == 64 else "I"
        try:
            fields = struct.unpack_from(f"{self._order}HHI{word}{word}{word}IHHH", head, 16)
            self.type, self.machine, phoff, phentsize, phnum = fields[0], fields[1], fields[4], fields[8], fields[9]
            table = head[phoff : phoff + phentsize * phnum]
            if len(table) < phentsize * phnum:
                with open(path, "rb") as file:
                    file.seek(phoff)
                    table = file.read(phentsize * phnum)
            self.segments = [self._segment(table, i * phentsize) for i in range(phnum)]
        except struct.error as cause:
            raise ElfError(f"{path}: damaged ELF header: {cause}") from cause

    @property
    def loads(self) -> List[Segment]:
        """The PT_LOAD segments."""
        return [segment for segment in self.segments if segment.type == PT_LOAD]

    @property
    def needed(self) -> List[str]:
        """DT_NEEDED: names of the libraries that it is linked with."""
        return self._dynamic.needed

    @property
    def soname(self) -> Optional[str]:
        """DT_SONAME: the name under which others link with it."""
        return self._dynamic.soname

    @property
    def rpath(self) -> List[str]:
        """DT_RPATH, entries as written ($ORIGIN unexpanded)."""
        return self._dynamic.rpath

    @property
    def runpath(self) -> List[str]:
        """DT_RUNPATH, entries as written ($ORIGIN unexpanded)."""
        return self._dynamic.runpath

    @property
    def versions(self) -> Dict[str, List[str]]:
        """Needed symbol versions by library, without weak ones: {"libc.so.6": ["GLIBC_2.38"]}."""
        return self._dynamic.versions

    def has_symbol(self, name: str) -> bool:
        """Whether a symbol of this name is among those that the loader links by: defined here, or taken from elsewhere."""
        return f"\0{name}\0".encode() in b"\0" + self._dynamic.strings

    def has_symbols(self, prefix: str) -> bool:
        """The same for a symbol whose name begins so."""
        return f"\0{prefix}".encode() in b"\0" + self._dynamic.strings

    @cached_property
    def interpreter(self) -> Optional[str]:
        """PT_INTERP: the program loader that an executable asks for."""
        for segment in self.segments:
            if segment.type == PT_INTERP:
                with open(self.path, "rb") as file:
                    file.seek(segment.offset)
                    return file.read(segment.filesz).rstrip(b"\0").decode("utf-8", "replace")
        return None

    def _segment(self, table: bytes, at: int) -> Segment:
        if self.bits == 64:
            kind, _, offset, vaddr, _, filesz, memsz, align = struct.unpack_from(f"{self._order}IIQQQQQQ", table, at)
        else:
            kind, offset, vaddr, _, filesz, memsz, _, align = struct.unpack_from(f"{self._order}8I", table, at)
        return Segment(kind, offset, vaddr, filesz, memsz, align)

    @cached_property
    def _dynamic(self) -> Dynamic:
        dynamic = next((s for s in self.segments if s.type == PT_DYNAMIC and s.filesz), None)
        if dynamic is None:
            return Dynamic([], None, [], [], {}, b"")
        try:
            with open(self.path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return read_dynamic(data, dynamic, self.loads, self.bits, self._order)
        except (struct.error, ValueError, IndexError) as cause:
            raise ElfError(f"{self.path}: damaged dynamic section: {cause}") from cause


def read_elf(path: str) -> Optional[Elf]:
    """Read a file's ELF header; None where it is no ELF file. Raises ElfError where it is a damaged one."""
    with open(path, "rb") as file:
        head = file.read(4)
        if head != b"\x7fELF":
            return None
        head += file.read(1020)
    if len(head) < 52 or head[4] not in (1, 2) or head[5] not in (1, 2):
        raise ElfError(f"{path}: damaged ELF header")
    return Elf(path, head)
