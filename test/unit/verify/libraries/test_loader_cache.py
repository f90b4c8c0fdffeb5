import os
import struct
import unittest

from verify.elf.header import read_elf
from verify.libraries.loader_cache import read_loader_cache
from verify.libraries.system import SystemLibraries
from scratch import ScratchTest


class TestLoaderCache(ScratchTest):
    def test_reads_names_and_paths_in_order(self):
        texts = [("libz.so.1", "/lib/hwcaps/libz.so.1"), ("libz.so.1", "/lib/libz.so.1"), ("libm.so.6", "/lib/libm.so.6")]
        strings, entries = b"", b""
        start = 48 + 24 * len(texts)
        for name, path in texts:
            entries += struct.pack("=iIIIQ", 3, start + len(strings), start + len(strings) + len(name) + 1, 0, 0)
            strings += name.encode() + b"\0" + path.encode() + b"\0"
        header = b"glibc-ld.so.cache1.1" + struct.pack("=II", len(texts), len(strings)) + b"\0" * 20
        path = self.write("ld.so.cache", header + entries + strings)
        self.assertEqual(
            read_loader_cache(path),
            {"libz.so.1": ["/lib/hwcaps/libz.so.1", "/lib/libz.so.1"], "libm.so.6": ["/lib/libm.so.6"]},
        )

    def test_no_cache_is_empty(self):
        self.assertEqual(read_loader_cache(os.path.join(self.root, "none")), {})
        self.assertEqual(read_loader_cache(self.write("other", "text")), {})

    @unittest.skipUnless(os.path.exists("/etc/ld.so.cache"), "this system has no ld.so.cache")
    def test_reads_the_real_one(self):
        self.assertIn("libc.so.6", read_loader_cache("/etc/ld.so.cache"))
        self.assertTrue(os.path.exists(SystemLibraries().find("libc.so.6", read_elf(os.path.realpath("/bin/sh")))))
