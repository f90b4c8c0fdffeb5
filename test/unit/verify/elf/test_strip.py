import glob
import os
import struct
import subprocess
import sys
import sysconfig
import unittest
from typing import List, NamedTuple

from scratch import ScratchTest
from verify.elf.strip import strip, stripped

_NULL, _PROGBITS, _SYMTAB, _STRTAB = 0, 1, 2, 3
_LOADS = "import importlib.util as u, sys; s = u.spec_from_file_location(sys.argv[1], sys.argv[2]); m = u.module_from_spec(s)"


class Section(NamedTuple):
    name: str
    type: int
    alloc: bool
    content: bytes
    link: int = 0


def sectioned_elf(sections: List[Section], loads: List[List[int]], align: int = 4096, tail: bytes = b"") -> bytes:
    """A shared object with `sections` in this order; each of `loads` is a segment from its first to its last section.
    As in files that auditwheel has patched, a segment may come after sections that are never mapped."""
    names, starts = b"\0", []
    body = bytearray(64 + 56 * len(loads))
    for index, section in enumerate(sections):
        first = any(load[0] == index for load in loads)
        body += bytes(-len(body) % (align if first and index else 16))
        starts.append(len(body))
        body += section.content
    segments = []
    for number, (first, last) in enumerate(loads):
        start = 0 if number == 0 else starts[first]
        segments.append((start, start + number * 16 * align, starts[last] + len(sections[last].content) - start))
    names_at, rows = len(body), [bytes(64)]
    for section, start in zip(sections, starts):
        flags = 2 if section.alloc else 0
        row = (len(names), section.type, flags, start if section.alloc else 0, start, len(section.content), section.link, 0, 1, 0)
        rows.append(struct.pack("<IIQQQQIIQQ", *row))
        names += section.name.encode() + b"\0"
    rows.append(struct.pack("<IIQQQQIIQQ", len(names), _STRTAB, 0, 0, names_at, len(names) + 10, 0, 0, 1, 0))
    body += names + b".shstrtab\0"
    body += bytes(-len(body) % 8)
    table = len(body)
    body += b"".join(rows) + tail
    header = b"\x7fELF\2\1\1" + bytes(9) + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 64, table, 0, 64, 56, len(loads), 64, len(rows), len(rows) - 1)
    body[:64] = header
    for number, (start, address, size) in enumerate(segments):
        struct.pack_into("<IIQQQQQQ", body, 64 + 56 * number, 1, 5, start, address, address, size, size, align)
    return bytes(body)


def loaded(data: bytes) -> List[bytes]:
    """What each segment maps, without the headers at the beginning of the first."""
    parts = []
    for number in range(struct.unpack_from("<H", data, 56)[0]):
        _, _, offset, address, _, size, _, align = struct.unpack_from("<IIQQQQQQ", data, 64 + 56 * number)
        assert (offset - address) % align == 0, "the loader would refuse this file"
        parts.append(data[max(offset, 64 + 56 * 8) : offset + size])
    return parts


TEXT = Section(".text", _PROGBITS, True, b"code" * 500)
SYMBOLS = Section(".symtab", _SYMTAB, False, b"\1" * 24 * 900, link=3)
NAMES = Section(".strtab", _STRTAB, False, b"name\0" * 900)
DEBUG = Section(".debug_info", _PROGBITS, False, b"debug" * 9000)
MOVED = Section(".dynstr", _STRTAB, True, b"\0moved\0" * 300)


class TestStrip(ScratchTest):
    def test_takes_out_what_is_never_mapped(self):
        before = sectioned_elf([TEXT, SYMBOLS, NAMES, DEBUG], [[0, 0]])
        after = stripped(before)
        self.assertEqual(loaded(after), loaded(before))
        for section in (SYMBOLS, NAMES, DEBUG):
            self.assertNotIn(section.content, after)

    def test_moves_a_segment_that_was_appended_by_multiples_of_its_alignment(self):
        for align in (4096, 65536):
            before = sectioned_elf([TEXT, SYMBOLS, NAMES, DEBUG, MOVED], [[0, 0], [4, 4]], align)
            after = stripped(before)
            self.assertEqual(loaded(after), loaded(before))
            self.assertNotIn(DEBUG.content, after)
            self.assertLess(len(after), len(before))

    def test_section_numbers_stay(self):
        before = sectioned_elf([TEXT, SYMBOLS, NAMES, DEBUG, MOVED], [[0, 0], [4, 4]])
        after = stripped(before)
        shoff, shnum = struct.unpack_from("<Q", after, 40)[0], struct.unpack_from("<H", after, 60)[0]
        types = [struct.unpack_from("<I", after, shoff + 64 * index + 4)[0] for index in range(shnum)]
        self.assertEqual(types, [_NULL, _PROGBITS, _NULL, _NULL, _NULL, _STRTAB, _STRTAB])

    def test_keeps_sections_that_tools_read_at_run_time(self):
        audit = Section(".dep-v0", _PROGBITS, False, b"what it was built from" * 9)
        after = stripped(sectioned_elf([TEXT, DEBUG, audit], [[0, 0]]))
        self.assertIn(audit.content, after)
        self.assertNotIn(DEBUG.content, after)

    def test_leaves_alone_a_file_with_a_payload_behind_it(self):
        self.assertIsNone(stripped(sectioned_elf([TEXT, DEBUG], [[0, 0]], tail=b"payload" * 100)))

    def test_leaves_alone_what_refers_to_a_table_that_would_go(self):
        group = Section(".group", 17, False, b"\1\0\0\0", link=2)
        self.assertIsNone(stripped(sectioned_elf([TEXT, SYMBOLS, NAMES, group], [[0, 0]])))

    def test_leaves_alone_what_is_no_whole_elf_file(self):
        whole = sectioned_elf([TEXT, SYMBOLS, NAMES, DEBUG], [[0, 0]])
        for data in (b"", b"\x7fELF", whole[:100], whole[:-1000], b"\x7fELF\1" + whole[5:], b"#!/bin/sh\n" * 50):
            path = self.write("x.so", data)
            self.assertEqual(strip(path), 0)
            with open(path, "rb") as file:
                self.assertEqual(file.read(), data)

    def test_says_what_it_saved_and_keeps_the_mode(self):
        path = self.write("x.so", sectioned_elf([TEXT, DEBUG], [[0, 0]]))
        os.chmod(path, 0o755)
        before = os.path.getsize(path)
        saved = strip(path)
        self.assertGreaterEqual(saved, len(DEBUG.content))
        self.assertEqual(os.path.getsize(path), before - saved)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o755)
        self.assertEqual(strip(path), 0)
        self.assertEqual(os.listdir(self.root), ["x.so"])

    def test_the_interpreter_s_own_modules_load_afterwards(self):
        modules = glob.glob(os.path.join(sysconfig.get_config_var("DESTSHARED") or "", "[a-z]*.so"))[:8]
        if not modules:
            raise unittest.SkipTest("this interpreter has no extension modules of its own")
        for module in modules:
            with open(module, "rb") as file:
                path = self.write(os.path.basename(module), file.read())
            strip(path)
            name = os.path.basename(module).partition(".")[0]
            subprocess.run([sys.executable, "-c", _LOADS, name, path], check=True)
