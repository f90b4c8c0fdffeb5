import os
import stat

from verify.minimal.tree import MinimalTree, steps_to
from scratch import ScratchTest


class TestSteps(ScratchTest):
    def test_the_links_on_the_way_and_what_they_lead_to(self):
        real = self.write("usr/lib/x/libz.so.1.3")
        name = self.link("usr/lib/x/libz.so.1", "libz.so.1.3")
        merged = self.link("lib", "usr/lib")
        self.assertEqual(steps_to(os.path.join(self.root, "lib/x/libz.so.1")), [merged, name, real])

    def test_absolute_links_and_ways_up(self):
        real = self.write("usr/lib/ld.so")
        far = self.link("lib64/ld.so", "../usr/lib/ld.so")
        near = self.link("loader", far)
        self.assertEqual(steps_to(near), [near, far, real])

    def test_a_directory_may_be_a_link_twice(self):
        self.write("usr/bin/tool")
        first = self.link("bin", "usr/bin")
        second = self.link("usr/bin/alias", f"{self.root}/bin/tool")
        self.assertEqual(steps_to(f"{self.root}/bin/alias"), [first, second, f"{self.root}/usr/bin/tool"])

    def test_what_is_not_there_ends_where_it_would_be(self):
        merged = self.link("sbin", "usr/sbin")
        self.assertEqual(steps_to(f"{self.root}/sbin/ldconfig"), [merged, f"{self.root}/usr/sbin/ldconfig"])

    def test_circles_are_refused(self):
        self.link("a", "b")
        self.link("b", "a")
        with self.assertRaisesRegex(OSError, "too many levels of symbolic links"):
            steps_to(f"{self.root}/a")


class TestMinimalTree(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        self.tree = MinimalTree(os.path.join(self.root, "out"))

    def listed(self):
        start = len(self.tree.inside(self.root)) + 1
        places = [os.path.join(folder, name) for folder, names, files in os.walk(self.tree.root) for name in names + files]
        return sorted(place[start:] for place in places if len(place) > start)

    def test_brings_a_file_with_the_links_that_lead_to_it(self):
        self.write("usr/lib/libz.so.1.3", "z")
        self.link("usr/lib/libz.so.1", "libz.so.1.3")
        self.link("lib", "usr/lib")
        self.tree.bring(f"{self.root}/lib/libz.so.1")
        self.assertEqual(self.listed(), ["lib", "usr", "usr/lib", "usr/lib/libz.so.1", "usr/lib/libz.so.1.3"])
        self.assertEqual(os.readlink(self.tree.inside(f"{self.root}/lib")), "usr/lib")

    def test_brings_a_library_under_all_its_names(self):
        self.write("lib/libz.so.1.3")
        self.write("lib/libother.so.1")
        for name in ("libz.so.1", "libz.so"):
            self.link(f"lib/{name}", "libz.so.1.3")
        self.link("lib/libother.so", "libother.so.1")
        self.tree.bring_library(f"{self.root}/lib/libz.so.1")
        self.assertEqual(self.listed(), ["lib", "lib/libz.so", "lib/libz.so.1", "lib/libz.so.1.3"])

    def test_brings_of_a_directory_itself_or_all(self):
        self.write("data/a/1")
        self.write("far/2")
        self.link("data/b", "../far")
        self.tree.bring(f"{self.root}/data")
        self.assertEqual(self.listed(), ["data"])
        self.tree.bring_all(f"{self.root}/data")
        self.assertEqual(self.listed(), ["data", "data/a", "data/a/1", "data/b", "far"])

    def test_brings_nothing_where_there_is_nothing(self):
        for bring in (self.tree.bring, self.tree.bring_all, self.tree.bring_library):
            bring(f"{self.root}/nowhere")
        self.assertEqual(self.listed(), [])

    def test_closing_fixes_times_and_modes_of_what_was_changed_in_place(self):
        self.tree.bring(self.write("x"))
        self.tree.directory("/shared", 0o1777)
        place = self.tree.inside(f"{self.root}/x")
        os.chmod(place, 0o600)
        self.tree.close()
        self.assertEqual((stat.S_IMODE(os.stat(place).st_mode), os.stat(place).st_mtime), (0o644, 0))
        self.assertEqual(stat.S_IMODE(os.stat(self.tree.inside("/shared")).st_mode), 0o1777)
