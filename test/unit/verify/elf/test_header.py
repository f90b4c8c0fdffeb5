import os
import sys
import unittest

from verify.elf.header import PT_LOAD, ElfError, read_elf
from scratch import ScratchTest
from tiny_elf import tiny_elf


class TestElf(ScratchTest):
    def test_reads_what_the_loader_reads(self):
        for bits in (64, 32):
            path = self.write(
                f"lib{bits}.so",
                tiny_elf(
                    needed=["libm.so.6", "libc.so.6"],
                    soname="libx.so.1",
                    runpath="$ORIGIN/../lib:/opt/lib",
                    versions={"libc.so.6": ["GLIBC_2.17", "GLIBC_2.38"], "libm.so.6": ["GLIBC_2.29"]},
                    machine=183,
                    bits=bits,
                ),
            )
            elf = read_elf(path)
            self.assertEqual((elf.bits, elf.machine), (bits, 183))
            self.assertEqual(elf.needed, ["libm.so.6", "libc.so.6"])
            self.assertEqual(elf.soname, "libx.so.1")
            self.assertEqual(elf.runpath, ["$ORIGIN/../lib", "/opt/lib"])
            self.assertEqual(elf.rpath, [])
            self.assertEqual(elf.versions, {"libc.so.6": ["GLIBC_2.17", "GLIBC_2.38"], "libm.so.6": ["GLIBC_2.29"]})
            self.assertEqual([segment.type for segment in elf.loads], [PT_LOAD])

    def test_leaves_out_weak_versions(self):
        elf = read_elf(self.write("x.so", tiny_elf(versions={"libc.so.6": ["GLIBC_2.99"]}, weak=True)))
        self.assertEqual(elf.versions, {"libc.so.6": []})

    def test_reads_rpath_and_interpreter(self):
        elf = read_elf(self.write("x", tiny_elf(rpath="/a", interpreter="/lib64/ld-linux-x86-64.so.2")))
        self.assertEqual(elf.rpath, ["/a"])
        self.assertEqual(elf.interpreter, "/lib64/ld-linux-x86-64.so.2")

    def test_is_none_for_other_files(self):
        self.assertIsNone(read_elf(self.write("x.so", "#!/bin/sh\n")))
        self.assertIsNone(read_elf(self.write("empty.so")))

    def test_names_a_damaged_file(self):
        whole = tiny_elf(needed=["libm.so.6"])
        with self.assertRaisesRegex(ElfError, "cut.so"):
            read_elf(self.write("cut.so", whole[:20]))
        with self.assertRaisesRegex(ElfError, "half.so"):
            self.assertIsNotNone(read_elf(self.write("half.so", whole[:-30])).needed)

    @unittest.skipUnless(sys.platform == "linux", "real ELF files are on Linux")
    def test_reads_the_running_interpreter(self):
        elf = read_elf(os.path.realpath(sys.executable))
        self.assertTrue(elf.interpreter.startswith("/"))
        self.assertTrue(any(name.startswith("libc.") for name in elf.needed), elf.needed)
        self.assertTrue(elf.loads)
