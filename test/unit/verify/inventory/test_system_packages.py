import os
from unittest import mock

from verify.inventory import system_packages
from verify.inventory.system_packages import beside_basic, read_packages, with_needs
from verify.inventory.system_components import components
from verify.minimal.records import bring_records, owners_of_tree
from verify.minimal.tree import MinimalTree
from scratch import ScratchTest

DPKG = """\
Package: libc6
Status: install ok installed
Priority: optional
Architecture: amd64
Version: 2.41-12
Source: glibc
Description: GNU C Library
 The libraries that everything needs.

Package: bash
Essential: yes
Status: install ok installed
Architecture: amd64
Version: 5.2
Pre-Depends: libc6 (>= 2.36)

Package: libmagic1t64
Status: install ok installed
Architecture: amd64
Version: 1:5.46-5
Provides: libmagic1 (= 1:5.46-5)
Depends: libc6 (>= 2.33), libmagic-mgc (= 1:5.46-5) | other-data, gone:any

Package: libmagic-mgc
Status: install ok installed
Architecture: all
Version: 1:5.46-5

Package: removed
Status: deinstall ok config-files
Architecture: amd64
Version: 1
"""
APK = """\
C:Q1abc=
P:musl
V:1.2.5-r0
A:x86_64
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1def=

P:busybox
V:1.36.1-r2
A:x86_64
D:so:libc.musl-x86_64.so.1

P:libffi
V:3.4.4-r3
A:x86_64
o:libffi
D:so:libc.musl-x86_64.so.1 !other
p:so:libffi.so.8=8.1.2
F:usr/lib
R:libffi.so.8
"""


class TestPackages(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        for constant in ("_DPKG_STATUS", "_APK_DATABASE", "_DPKG_LISTS"):
            patch = mock.patch.object(system_packages, constant, os.path.join(self.root, constant))
            patch.start()
            self.addCleanup(patch.stop)

    def debian(self):
        self.write("_DPKG_STATUS", DPKG)
        self.write("_DPKG_LISTS/libmagic1t64:amd64.list", f"{self.root}/usr\n{self.root}/usr/lib/libmagic.so.1\n")
        return read_packages()

    def alpine(self):
        self.write("_APK_DATABASE", APK)
        return read_packages()

    def names(self, packages):
        return [package.name for package in packages]

    def test_there_may_be_no_package_manager(self):
        self.assertEqual(read_packages(), [])

    def test_reads_what_dpkg_has_installed(self):
        bash, libc, _, magic = self.debian()
        self.assertEqual((libc.name, libc.version, libc.architecture, libc.basic), ("libc6", "2.41-12", "amd64", False))
        self.assertTrue(bash.basic)
        self.assertEqual(magic.files, [f"{self.root}/usr", f"{self.root}/usr/lib/libmagic.so.1"])

    def test_follows_needs_by_real_and_provided_names(self):
        packages = self.debian()
        self.assertEqual(self.names(with_needs(["libmagic1"], packages)), ["libc6", "libmagic-mgc", "libmagic1t64"])
        self.assertEqual(with_needs(["no-such-package"], packages), [])

    def test_what_every_system_has_is_not_beside_it(self):
        self.assertEqual(self.names(beside_basic(["libmagic1t64"], self.debian())), ["libmagic-mgc", "libmagic1t64"])

    def test_what_is_named_comes_although_every_system_has_it(self):
        self.assertEqual(self.names(beside_basic(["bash"], self.debian())), ["bash"])

    def test_modules_for_an_interpreter_that_is_not_there_stay_away(self):
        packages = self.debian()
        packages[2].record["Section"] = "contrib/perl"
        self.assertEqual(self.names(beside_basic(["libmagic1t64"], packages)), ["libmagic1t64"])
        self.assertEqual(self.names(beside_basic(["libmagic-mgc"], packages)), ["libmagic-mgc"])

    def test_what_every_alpine_has_is_not_beside_it(self):
        self.assertEqual(self.names(beside_basic(["libffi"], self.alpine())), ["libffi"])

    def test_reads_what_apk_has_installed(self):
        _, ffi, musl = self.alpine()
        self.assertEqual((ffi.version, ffi.files), ("3.4.4-r3", ["/usr/lib/libffi.so.8"]))
        self.assertEqual(ffi.needs, [["so:libc.musl-x86_64.so.1"]])
        self.assertEqual(musl.files, ["/lib/ld-musl-x86_64.so.1"])

    def test_owners_are_those_of_files_and_not_of_directories(self):
        packages = self.debian()
        tree = MinimalTree(os.path.join(self.root, "out"))
        self.write("usr/lib/libc.so.6")
        tree.bring(f"{self.root}/usr/lib/libc.so.6")
        self.assertEqual(owners_of_tree(tree, packages), [])
        self.write("usr/lib/libmagic.so.1")
        tree.bring(f"{self.root}/usr/lib/libmagic.so.1")
        self.assertEqual(self.names(owners_of_tree(tree, packages)), ["libmagic1t64"])

    def test_writes_what_scanners_read(self):
        tree = MinimalTree(os.path.join(self.root, "out"))
        bring_records(tree, with_needs(["libc6"], self.debian()))
        with open(tree.inside("/var/lib/dpkg/status.d/libc6"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "".join(line + "\n" for line in DPKG.split("\n")[:6]))
        os.unlink(os.path.join(self.root, "_DPKG_STATUS"))
        bring_records(tree, with_needs(["libffi"], self.alpine()))
        with open(tree.inside("/lib/apk/db/installed"), encoding="utf-8") as file:
            self.assertEqual([part.split("\n")[0] for part in file.read().split("\n\n")], ["P:libffi", "C:Q1abc="])

    def test_lists_the_packages_as_components(self):
        (component,) = components(with_needs(["libmagic-mgc"], self.debian()))
        self.assertRegex(component["purl"], r"^pkg:deb/\w+/libmagic-mgc@1%3A5.46-5\?arch=all$")
