import os
import sys
from unittest import mock

from verify.elf.header import read_elf
from verify.elf.libc import GLIBC, MUSL, family_of, glibc_needed, glibc_of, version_of
from verify.libraries.libc_proof import check_libc
from verify.stage.interpreter import Interpreter, as_if_on, builder_interpreter, check_interpreter, mismatch, read_config
from verify.stage.report import Refusal
from verify.stage.settings import Settings
from scratch import VERSION, ScratchTest
from tiny_elf import tiny_elf

GLIBC_PYTHON = dict(interpreter="/lib64/ld-linux-x86-64.so.2", needed=["libc.so.6"])
MUSL_PYTHON = dict(interpreter="/lib/ld-musl-x86_64.so.1", needed=["libc.musl-x86_64.so.1"])
ABI = "cpython-313-x86_64-linux-gnu"
THIS = Interpreter("/usr/local/bin/python3.13", "3.13.1", ABI, GLIBC, 62)


class TestMismatch(ScratchTest):
    def test_the_same_python_matches(self):
        self.assertIsNone(mismatch(THIS, THIS))
        self.assertIsNone(mismatch(THIS, Interpreter(THIS.path, "3.13.9", ABI, GLIBC, 62)))
        self.assertIsNone(mismatch(Interpreter(THIS.path, None, None, None, None), THIS))

    def test_names_what_differs(self):
        cases = {
            "builderImage has Python 3.13 at /usr/local/bin/python3.13, the final image has Python 3.11 at /usr/bin/python3.11.":
                Interpreter("/usr/bin/python3.11", "3.11.2", "cpython-311-x86_64-linux-gnu", GLIBC, 62),
            "builderImage has glibc, the final image has musl.":
                Interpreter(THIS.path, "3.13.1", "cpython-313-x86_64-linux-musl", MUSL, 62),
            "builderImage has ELF machine 62, the final image has ELF machine 183.":
                Interpreter(THIS.path, "3.13.1", "cpython-313-aarch64-linux-gnu", GLIBC, 183),
            f"builderImage has Python ABI {ABI}, the final image has cpython-313t-x86_64-linux-gnu.":
                Interpreter(THIS.path, "3.13.1", "cpython-313t-x86_64-linux-gnu", GLIBC, 62),
            "builderImage has its Python at /usr/local/bin/python3.13, the final image has it at /usr/bin/python3.13.":
                Interpreter("/usr/bin/python3.13", "3.13.1", ABI, GLIBC, 62),
        }  # fmt: skip
        for message, final in cases.items():
            with self.subTest(message):
                self.assertIn(message, mismatch(THIS, final) or "")


class TestOtherMachine(ScratchTest):
    final = Interpreter(THIS.path, "3.13.1", "cpython-313-aarch64-linux-gnu", GLIBC, 183)

    def test_a_builder_of_another_machine_serves(self):
        self.assertIsNone(mismatch(as_if_on(self.final, THIS), self.final))
        unknown = Interpreter(THIS.path, None, None, None, None)
        self.assertIsNone(mismatch(as_if_on(self.final, unknown), self.final))

    def test_whatever_else_differs_is_told(self):
        cases = {
            "Python 3.12": Interpreter(THIS.path, "3.12.1", "cpython-312-x86_64-linux-gnu", GLIBC, 62),
            "Python ABI cpython-313t": Interpreter(THIS.path, "3.13.1", "cpython-313t-x86_64-linux-gnu", GLIBC, 62),
            "musl": Interpreter(THIS.path, "3.13.1", "cpython-313-x86_64-linux-musl", MUSL, 62),
            "/usr/bin/python3": Interpreter("/usr/bin/python3", "3.13.1", ABI, GLIBC, 62),
        }
        for message, built in cases.items():
            with self.subTest(message):
                self.assertIn(message, mismatch(as_if_on(self.final, built), self.final) or "")


class TestInterpreter(ScratchTest):
    def builder(self, **python) -> Settings:
        self.write("builder/usr/bin/python3.13", tiny_elf(**python))
        self.link("builder/usr/bin/python3", "python3.13")
        sysconfig = f"build_time_vars = {{'A': 1,\n 'SOABI': '{ABI}',\n}}\n"
        self.write("builder/usr/lib/python3.13/_sysconfigdata__x86_64-linux-gnu.py", sysconfig)
        self.link(f"builder{self.environment}/bin/python", "/usr/bin/python3")
        self.write("venv/pyvenv.cfg", "home = /usr/bin\nimplementation = CPython\nversion_info = 3.13.5.final.0\n")
        return Settings(**{**vars(self.settings()), "builder": os.path.join(self.root, "builder")})

    def test_describes_the_builder_s_from_its_files(self):
        found = builder_interpreter(self.builder(**GLIBC_PYTHON))
        self.assertEqual(found, Interpreter("/usr/bin/python3.13", "3.13.5", ABI, GLIBC, 62))

    def test_tells_musl(self):
        self.assertEqual(builder_interpreter(self.builder(**MUSL_PYTHON)).family, MUSL)

    def test_refuses_an_environment_whose_interpreter_is_not_here(self):
        settings = self.builder(**GLIBC_PYTHON)
        self.link("venv/bin/python", "/nowhere/python3.13")
        with self.assertRaises(Refusal) as caught:
            check_interpreter(settings)
        self.assertIn("builderImage has Python 3.13.5 at /usr/bin/python3.13, the final image has Python ", str(caught.exception))
        self.assertIn("nothing at the builder's path", str(caught.exception))

    def test_refuses_what_is_no_environment(self):
        with self.assertRaisesRegex(Refusal, "expected an environment whose bin/python exists"):
            builder_interpreter(Settings(**{**vars(self.settings()), "builder": self.root + "/nothing"}))

    def test_accepts_the_interpreter_that_runs_this(self):
        settings = Settings(**{**vars(self.make_environment()), "builder": "/"})
        final = check_interpreter(settings)
        self.assertEqual(final.path, os.path.realpath(sys.executable))
        self.assertTrue((final.version or "").startswith(VERSION + "."))

    def test_reads_both_kinds_of_pyvenv_cfg(self):
        path = self.write("pyvenv.cfg", "home = /usr/bin\nversion = 3.12.1\nprompt = a = b\n")
        self.assertEqual(read_config(path), {"home": "/usr/bin", "version": "3.12.1", "prompt": "a = b"})


class TestLibc(ScratchTest):
    def elf(self, path: str = "x.so", **content):
        return read_elf(self.write(path, tiny_elf(**content)))

    def check(self, family: str = GLIBC, abi: str = "gnu", **content):
        module = self.elf(f"venv/pkg/_x.cpython-313-x86_64-linux-{abi}.so", **content)
        settings = Settings(**{**vars(self.settings()), "builder": os.path.join(self.root, "builder")})
        check_libc(settings.builder, [module], self.elf("python", **GLIBC_PYTHON), family)

    def test_tells_the_family_of_a_file(self):
        self.assertEqual(family_of(self.elf(**GLIBC_PYTHON)), GLIBC)
        self.assertEqual(family_of(self.elf(needed=["libm.so.6", "libc.so.6"])), GLIBC)
        self.assertEqual(family_of(self.elf(**MUSL_PYTHON)), MUSL)
        self.assertEqual(family_of(self.elf(needed=["libc.so"])), MUSL)
        self.assertIsNone(family_of(self.elf(needed=["libz.so.1"])))

    def test_compares_versions_as_numbers(self):
        elf = self.elf(versions={"libc.so.6": ["GLIBC_2.4", "GLIBC_2.38", "GLIBC_PRIVATE"], "libm.so.6": ["GLIBC_2.9"]})
        self.assertEqual(glibc_needed(elf), (2, 38))
        self.assertEqual(glibc_needed(self.elf()), ())
        self.assertEqual(version_of("PRIVATE"), ())

    def test_reads_the_version_of_a_glibc(self):
        path = self.write("libc.so.6", b"\0GNU C Library (Debian GLIBC 2.41-12) stable release version 2.41.\n")
        self.assertEqual(glibc_of(path), (2, 41))

    def test_refuses_a_module_for_the_other_libc(self):
        with self.assertRaisesRegex(Refusal, "was built for musl, the final image has glibc"):
            self.check(needed=["libc.musl-x86_64.so.1"])
        with self.assertRaisesRegex(Refusal, "was built for glibc, the final image has musl"):
            self.check(family=MUSL, needed=["libc.so.6"])

    def test_goes_by_the_name_of_a_module_that_needs_no_library(self):
        with self.assertRaisesRegex(Refusal, "was built for musl, the final image has glibc, and so has builderImage"):
            self.check(abi="musl")
        self.check()
        with mock.patch("verify.libraries.libc_proof.EXTENSION_SUFFIXES", [".cpython-313-x86_64-linux-musl.so"]):
            self.check(family=MUSL, abi="musl")
            with self.assertRaisesRegex(Refusal, "was built for glibc, the final image has musl"):
                self.check(family=MUSL)

    def test_does_not_where_python_names_the_other_libc_itself(self):
        with mock.patch("verify.libraries.libc_proof.EXTENSION_SUFFIXES", [".cpython-310-x86_64-linux-gnu.so"]):
            self.check(family=MUSL, needed=["libc.musl-x86_64.so.1"])
            self.check(family=MUSL)

    def test_refuses_a_module_for_another_machine(self):
        with self.assertRaisesRegex(Refusal, "/_x.cpython-313-x86_64-linux-gnu.so is compiled for arm64, the final image is for x86-64"):
            self.check(machine=183)

    def test_accepts_a_package_that_has_the_module_for_this_machine_too(self):
        own, other = self.elf("p/_x.abi3.so"), self.elf("p/_x.cpython-313-aarch64-linux-gnu.so", machine=183)
        check_libc(self.root, [own, other], self.elf("python", **GLIBC_PYTHON), GLIBC)

    def test_refuses_a_module_that_needs_a_newer_glibc(self):
        with self.assertRaisesRegex(Refusal, r"_x\.cpython.* needs glibc 2\.999, the final image has \d+\.\d+\."):
            self.check(versions={"libc.so.6": ["GLIBC_2.999"]})

    def test_leaves_it_to_the_imports_where_the_builder_s_glibc_is_no_newer(self):
        self.write("builder/usr/lib/libc.so.6", tiny_elf() + b"GNU C Library (GNU libc) stable release version 2.2.")
        self.check(versions={"libc.so.6": ["GLIBC_2.999"]})

    def test_accepts_what_this_glibc_serves(self):
        self.check(needed=["libc.so.6"], versions={"libc.so.6": ["GLIBC_2.2.5"]})
