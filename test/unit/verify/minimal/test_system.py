import ctypes.util
import dataclasses
import os
import re
import subprocess
import sys
import unittest
from unittest import mock

from verify.elf.header import read_elf
from verify.imports.run import ImportRun
from verify.inventory.system_packages import Package
from verify.minimal import etc
from verify.minimal.etc import bring_etc
from verify.minimal.libraries import bring_libraries
from verify.minimal.lookup import LDCONFIG, bring_lookup
from verify.minimal.system import lay_out_system
from verify.minimal.tree import MinimalTree, steps_to
from verify.minimal.wanted import bring_wanted
from verify.stage.layout import Layout
from verify.stage.python_facts import PythonFacts
from scratch import ScratchTest
from tiny_elf import tiny_elf

FACTS = PythonFacts("", "", "", "", "", "", None, None, [])


class TestEtc(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        self.tree = MinimalTree(os.path.join(self.root, "out"))
        for constant, path in (("ZONES", "zones"), ("_AUTHORITIES", "authorities.crt")):
            patch = mock.patch.object(etc, constant, os.path.join(self.root, path))
            patch.start()
            self.addCleanup(patch.stop)

    def bring(self, facts: PythonFacts = FACTS, loaded=(), **changes) -> None:
        bring_etc(self.tree, self.settings(**changes), facts, loaded)

    def read(self, path: str) -> str:
        with open(self.tree.inside(path), encoding="utf-8") as file:
            return file.read()

    def ids(self, path: str):
        return [line.split(":")[2] for line in self.read(path).splitlines()]

    def test_the_image_s_user_is_known(self):
        self.bring(user="10001:20002")
        self.assertEqual(self.ids("/etc/passwd"), ["0", "10001", "65534"])
        self.assertEqual(self.ids("/etc/group"), ["0", "20002", "65534"])
        self.assertIn("app:x:10001:20002:app:/tmp:", self.read("/etc/passwd"))

    def test_root_and_nobody_keep_their_names(self):
        self.bring(user="65534:0")
        self.assertEqual(self.ids("/etc/passwd"), ["0", "65534"])
        self.assertIn("nobody:x:65534:65534:", self.read("/etc/passwd"))

    def test_everyone_can_write_to_the_places_for_files(self):
        self.bring()
        self.assertTrue(os.stat(self.tree.inside("/var/tmp")).st_mode & 0o1002)

    def test_time_zones_are_those_of_the_distribution_tzdata(self):
        self.write("zones/UTC")
        self.write(os.path.join(self.site, "tzdata/zoneinfo/UTC"))
        self.bring()
        self.assertEqual(os.readlink(self.tree.inside(f"{self.root}/zones")), os.path.join(self.site, "tzdata/zoneinfo"))

    def test_time_zones_are_else_the_system_s(self):
        self.write("zones/Europe/Berlin")
        self.bring()
        self.assertTrue(self.tree.holds(f"{self.root}/zones/Europe/Berlin"))

    def test_at_the_highest_level_time_zones_come_where_they_were_imported(self):
        self.write("zones/UTC")
        self.bring(prune="max")
        self.assertFalse(self.tree.holds(f"{self.root}/zones"))
        self.bring(prune="max", loaded=["/usr/lib/python3.13/zoneinfo/__init__.py"])
        self.assertTrue(self.tree.holds(f"{self.root}/zones/UTC"))

    def test_authorities_are_where_openssl_looks(self):
        bundle = self.write("authorities.crt", "authority")
        self.write("ssl/openssl.cnf")
        self.bring(FACTS._replace(certificate_file=f"{self.root}/ssl/cert.pem", certificate_directory=f"{self.root}/ssl/certs"))
        self.assertEqual(os.readlink(self.tree.inside(f"{self.root}/ssl/cert.pem")), bundle)
        self.assertTrue(self.tree.holds(f"{self.root}/ssl/openssl.cnf"))

    def test_authorities_that_are_there_stay_as_they_are(self):
        self.link("ssl/cert.pem", self.write("far/bundle.crt", "authority"))
        self.bring(FACTS._replace(certificate_file=f"{self.root}/ssl/cert.pem"))
        self.assertEqual(self.read(f"{self.root}/far/bundle.crt"), "authority")


class TestLookup(ScratchTest):
    def test_answers_as_ldconfig_does(self):
        tree = MinimalTree(os.path.join(self.root, "out"))
        libraries = [
            (path, read_elf(self.write(os.path.join("lib", os.path.basename(path)), tiny_elf(soname=soname))))
            for path, soname in [("/lib/libz.so.1", "libz.so.1"), ("/usr/lib/libz.so.1.3", "libz.so.1"), ("/lib/ld.so", "ld.so")]
        ]
        python = os.path.realpath(sys.executable)
        bring_lookup(tree, python, libraries)
        script = tree.inside(steps_to(LDCONFIG)[-1])
        text = subprocess.run([script, "-p"], stdout=subprocess.PIPE, check=True, text=True).stdout
        self.assertEqual(text, "\tlibz.so.1 (libc6,x86-64) => /lib/libz.so.1\n")
        self.assertTrue(re.search(r"\s+(libz\.[^\s]+)\s+\(libc6,x86-64", text), "the pattern of ctypes.util")


class TestLibraries(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        self.tree = MinimalTree(os.path.join(self.root, "out"))

    def bring(self, *files: str):
        program = read_elf(self.write("python", tiny_elf(interpreter=self.write("lib/ld.so"))))
        found = bring_libraries(self.tree, program, [read_elf(file) for file in files], "musl", self.environment)
        return sorted(found)

    def test_brings_what_is_outside_of_the_environment_and_the_loader(self):
        self.write("venv/lib/libbundled.so", tiny_elf())
        library = self.write("system/libx.so.1", tiny_elf())
        module = self.write("venv/a.so", tiny_elf(needed=["libbundled.so", "libx.so.1"], rpath="$ORIGIN/lib:$ORIGIN/../system"))
        self.assertEqual(self.bring(module), [library])
        self.assertTrue(self.tree.holds(library))
        self.assertTrue(self.tree.holds(f"{self.root}/lib/ld.so"))
        self.assertFalse(self.tree.holds(self.environment))

    def test_what_a_variable_of_the_base_led_to_is_found_without_it(self):
        library = self.write("odd/libodd.so.1", tiny_elf())
        module = self.write("venv/a.so", tiny_elf(needed=["libodd.so.1"]))
        with mock.patch.dict(os.environ, {"LD_LIBRARY_PATH": f"{self.root}/odd"}):
            self.assertEqual(self.bring(module), [library])
        self.assertEqual(os.readlink(self.tree.inside("/usr/lib/libodd.so.1")), library)

    def test_character_sets_come_where_something_converts(self):
        for name in ("libc.so.6", "libcrypto.so.3"):
            self.write(f"system/{name}", tiny_elf(needed=["iconv_open"] if name == "libc.so.6" else []))
        sets, provider = self.write("system/gconv/CP1252.so"), self.write("system/ossl-modules/legacy.so")
        quiet = self.write("venv/a.so", tiny_elf(needed=["libc.so.6", "libcrypto.so.3"], rpath=f"{self.root}/system"))
        self.bring(quiet)
        self.assertTrue(self.tree.holds(provider))
        self.assertFalse(self.tree.holds(sets))
        self.bring(quiet, self.write("venv/b.so", tiny_elf(needed=["iconv_open"])))
        self.assertTrue(self.tree.holds(sets))


class TestWanted(ScratchTest):
    def test_brings_files_of_packages_and_of_what_they_need(self):
        tree = MinimalTree(os.path.join(self.root, "out"))
        library = self.write("usr/lib/libx.so.1", tiny_elf(soname="libx.so.1"))
        data = self.write("usr/share/x/data")
        packages = [
            Package("deb", "x-data", "1", "all", {}, [], [], False, [f"{self.root}/usr", data]),
            Package("deb", "libx1", "1", "amd64", {}, [["x-data"]], [], False, [library, "/usr/share/doc/libx1/copyright"]),
            Package("deb", "other", "1", "amd64", {}, [], [], False, [self.write("usr/share/other")]),
        ]
        found = bring_wanted(tree, ["libx1"], packages)
        self.assertEqual([elf.path for elf in found], [library])
        self.assertTrue(tree.holds(data))
        self.assertFalse(tree.holds(f"{self.root}/usr/share/other"))
        self.assertFalse(tree.holds("/usr/share/doc"))


@unittest.skipUnless(os.geteuid() == 0 and os.path.exists("/proc/self/maps"), "needs root, to change the root directory")
class TestSystem(ScratchTest):
    """Lays out the system of this machine's interpreter and runs it there."""

    def test_the_interpreter_runs_with_nothing_else(self):
        settings = dataclasses.replace(self.make_environment(), out=os.path.join(self.root, "out"), strategy="minimal")
        with open(os.path.join(self.environment, "pyvenv.cfg"), "a", encoding="utf-8") as config:
            config.write("include-system-site-packages = false\n")
        self.write(os.path.join(self.site, "mine.py"), "import sqlite3, zlib\n")
        result = ImportRun(settings, ["mine"]).result()
        self.assertEqual(result.failures, [])
        components = lay_out_system(settings, result, ["mine"], [])
        self.assertEqual(components[0]["name"], "python")
        system = Layout(os.path.join(self.root, "out/system"))
        self.assertFalse(os.path.exists(system.inside("/bin/sh")), "there must be no shell")
        self.assertEqual({os.lstat(place).st_mtime for place in files_of(system.root)}, {0.0})
        system.copy_tree(self.environment)
        system.write("/dev/null", "")
        program = (
            "import mine, ctypes.util, pwd; "
            "print(ctypes.util.find_library('c'), pwd.getpwuid(0).pw_name, mine.sqlite3.__spec__.cached)"
        )
        done = subprocess.run(
            [f"{self.environment}/bin/python", "-I", "-c", program],
            preexec_fn=lambda: os.chroot(system.root),
            cwd="/",
            env={},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.assertEqual(done.returncode, 0, done.stdout)
        library, root, bytecode = done.stdout.split()
        self.assertEqual((library, root), (ctypes.util.find_library("c"), "root"))
        self.assertTrue(os.path.exists(system.inside(bytecode)), "what was imported must have bytecode")
        self.assertFalse(os.path.exists(system.inside(bytecode.replace("sqlite3", "wsgiref"))))


def files_of(root: str):
    return [os.path.join(folder, name) for folder, _, files in os.walk(root) for name in files]
