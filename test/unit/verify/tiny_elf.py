"""Writes small ELF files with exactly the dynamic section that a test needs; nothing in them can be run."""
from __future__ import annotations

import struct
from typing import Dict, Sequence

_TAGS = {"needed": 1, "strtab": 5, "strsz": 10, "soname": 14, "rpath": 15, "runpath": 29, "verneed": 0x6FFFFFFE, "verneednum": 0x6FFFFFFF}
_BASE = 0x10000


def tiny_elf(
    needed: Sequence[str] = (),
    soname: str = "",
    rpath: str = "",
    runpath: str = "",
    versions: Dict[str, Sequence[str]] = {},
    interpreter: str = "",
    machine: int = 62,
    bits: int = 64,
    weak: bool = False,
    symbols: Sequence[str] = (),
) -> bytes:
    """The bytes of a shared object; mapped at an address that differs from its offset."""
    strings = bytearray(b"\0")

    def text(value: str) -> int:
        at = len(strings)
        strings.extend(value.encode() + b"\0")
        return at

    for symbol in symbols:
        text(symbol)
    entries = [(_TAGS["needed"], text(name)) for name in needed]
    entries += [(_TAGS[tag], text(value)) for tag, value in (("soname", soname), ("rpath", rpath), ("runpath", runpath)) if value]
    verneed = bytearray()
    for index, (library, names) in enumerate(versions.items()):
        length = 16 + 16 * len(names)
        last = index == len(versions) - 1
        verneed += struct.pack("<HHIII", 1, len(names), text(library), 16, 0 if last else length)
        for place, name in enumerate(names):
            more = 0 if place == len(names) - 1 else 16
            verneed += struct.pack("<IHHII", 0, 2 if weak else 0, 0, text(name), more)
    word, head = ("Q", 64 + 56 * 3) if bits == 64 else ("I", 52 + 32 * 3)
    pair = struct.Struct("<qQ" if bits == 64 else "<iI")
    string_at, dynamic_size = head, pair.size * (len(entries) + 5)
    verneed_at = string_at + len(strings)
    dynamic_at = verneed_at + len(verneed)
    interpreter_at = dynamic_at + dynamic_size
    entries += [(_TAGS["strtab"], _BASE + string_at), (_TAGS["strsz"], len(strings))]
    if versions:
        entries += [(_TAGS["verneed"], _BASE + verneed_at), (_TAGS["verneednum"], len(versions))]
    dynamic = b"".join(pair.pack(*entry) for entry in entries).ljust(dynamic_size, b"\0")
    program = interpreter.encode() + b"\0" if interpreter else b""
    total = interpreter_at + len(program)
    segments = [(1, 0, total), (2, dynamic_at, dynamic_size), (3 if program else 0, interpreter_at, len(program))]
    table = b"".join(_segment(bits, *segment) for segment in segments)
    sizes = (64, 56) if bits == 64 else (52, 32)
    header = b"\x7fELF" + bytes([2 if bits == 64 else 1, 1, 1]) + b"\0" * 9
    header += struct.pack(f"<HHI{word}{word}{word}IHHHHHH", 3, machine, 1, 0, sizes[0], 0, 0, *sizes, 3, 0, 0, 0)
    return header + table + bytes(strings) + bytes(verneed) + dynamic + program


def _segment(bits: int, kind: int, offset: int, size: int) -> bytes:
    if bits == 64:
        return struct.pack("<IIQQQQQQ", kind, 4, offset, _BASE + offset, 0, size, size, 4096)
    return struct.pack("<8I", kind, offset, _BASE + offset, 0, size, size, 4, 4096)
