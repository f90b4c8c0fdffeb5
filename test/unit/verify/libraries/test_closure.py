import os

from verify.elf.header import read_elf
from verify.libraries.closure import closure, mentions
from verify.libraries.resolution import Libraries
from verify.libraries.system import SystemLibraries
from scratch import ScratchTest
from tiny_elf import tiny_elf


class TestClosure(ScratchTest):
    def add(self, path: str, **content) -> str:
        return self.write(path, tiny_elf(**content))

    def closure(self, *paths: str):
        # the directory of the libraries is a search path: those of the system cannot be written to
        system = SystemLibraries("/", library_path=os.path.join(self.root, "system"))
        return sorted(closure([read_elf(path) for path in paths], Libraries([], system)))

    def test_has_what_the_needed_need(self):
        outer = self.add("system/libouter.so.1", needed=["libinner.so.2"])
        inner = self.add("system/libinner.so.2", needed=["libouter.so.1"])
        self.add("system/libother.so.1")
        self.assertEqual(self.closure(self.add("a.so", needed=["libouter.so.1"])), [inner, outer])

    def test_keeps_the_name_that_the_loader_asked_for(self):
        self.add("system/libx.so.1.2.3")
        link = self.link("system/libx.so.1", "libx.so.1.2.3")
        self.assertEqual(self.closure(self.add("a.so", needed=["libx.so.1"])), [link])

    def test_a_search_path_comes_before_the_system(self):
        self.add("system/libpython3.so")
        own = self.add("python/lib/libpython3.so")
        program = self.add("python/bin/python3", needed=["libpython3.so"], runpath="$ORIGIN/../lib")
        self.assertEqual(self.closure(program), [own])

    def test_the_search_path_of_a_program_serves_what_it_loads(self):
        inner = self.add("own/libinner.so.1")
        outer = self.add("own/libouter.so.1", needed=["libinner.so.1"])
        self.assertEqual(self.closure(self.add("a", needed=["libouter.so.1"], rpath="$ORIGIN/own")), [inner, outer])

    def test_what_is_nowhere_is_left_out(self):
        self.assertEqual(self.closure(self.add("a.so", needed=["libnowhere.so.1"])), [])


class TestMentions(ScratchTest):
    def test_finds_whole_names_only(self):
        bare = read_elf(self.write("a.so", tiny_elf(needed=["iconv_open"])))
        prefixed = read_elf(self.write("b.so", tiny_elf(needed=["libiconv_open"])))
        self.assertTrue(mentions(bare, "iconv_open"))
        self.assertFalse(mentions(prefixed, "iconv_open"))
