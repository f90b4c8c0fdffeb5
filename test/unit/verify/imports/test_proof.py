import contextlib
import io
import os
import shutil
import sys
import unittest
from typing import Dict, List, Optional
from unittest import mock

from verify.distribution.installed import read_distributions
from verify.distribution.modules import import_names
from verify.elf.header import read_elf
from verify.elf.libc import GLIBC
from verify.imports.proof import ImportProof
from verify.libraries.packages import SystemPackages
from verify.libraries.resolution import Libraries
from verify.libraries.system import SystemLibraries
from verify.prune.removed import Removed
from verify.stage.files import elf_files
from verify.stage.interpreter import final_interpreter
from verify.stage.native import EXTENSION_SUFFIXES
from verify.stage.report import Refusal
from verify.stage.settings import Settings
from scratch import ScratchTest
from tiny_elf import tiny_elf

SAYS_MISSING = "import os\nif not os.path.exists({path!r}): raise ImportError('{name}: cannot open shared object file: No such file')\n"


class FakeManager:
    """Packages from a map of name to the library that it brings; installing writes that into the system."""

    growth = "1 MB"
    size = 1_000_000
    programs: Dict[str, List[str]] = {}

    def __init__(self, root: str, packages: Dict[str, str], guesses: Optional[Dict[str, List[str]]] = None, broken: bool = False):
        self._root, self._packages, self._guesses, self._broken = root, packages, guesses or {}, broken
        self.installed: List[List[str]] = []

    @property
    def finders(self):
        return [self._guess, lambda name: [package for package, library in self._packages.items() if library == name]]

    def _guess(self, name: str) -> List[str]:
        return self._guesses.get(name, [])

    def packages_of_program(self, name: str) -> List[str]:
        return self.programs.get(name, [])

    def growth_of(self, packages: List[str]) -> int:
        return self.size

    def install(self, packages: List[str]) -> None:
        if self._broken:
            raise Refusal("`apt-get update` failed in the final image (exit code 100).\nE: no network")
        self.installed.append(packages)
        for package in packages:
            with open(os.path.realpath(sys.executable), "rb") as python:
                content = python.read()
            with open(os.path.join(self._root, self._packages[package]), "wb") as file:
                file.write(content)


class FakeSystem(SystemPackages):
    """The system whose libraries are in one directory of the test."""

    def __init__(self, manager, root: str):
        super().__init__(manager, read_elf(os.path.realpath(sys.executable)), GLIBC)
        self._root = root

    def libraries(self) -> SystemLibraries:
        return SystemLibraries(self._root)


class TestImportProof(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        self.lib = os.path.join(self.root, "system/usr/lib")
        os.makedirs(self.lib)
        self.system = FakeSystem(None, os.path.join(self.root, "system"))
        self.settings_ = self.make_environment()

    def packages(self, packages: Dict[str, str], **more) -> FakeManager:
        manager = FakeManager(self.lib, packages, **more)
        self.system = FakeSystem(manager, os.path.join(self.root, "system"))
        return manager

    def needing(self, *libraries: str) -> str:
        """A module that fails as one linked with these libraries does, and passes when they are there."""
        return "".join(SAYS_MISSING.format(path=os.path.join(self.lib, name), name=name) for name in libraries)

    def prove(self, settings: Optional[Settings] = None, rules: Optional[Dict[str, str]] = None):
        distributions = read_distributions(self.environment)
        modules = dict(import_names(distributions, [one.key for one in distributions]))
        settings = settings or self.settings_
        removed = Removed(settings.environment, settings.builder)
        removed.rules = rules or {}
        proof = ImportProof(settings, final_interpreter(sys.executable), modules, distributions, self.system, removed)
        with contextlib.redirect_stderr(io.StringIO()) as said:
            result = proof.finish(proof.start(), Libraries(elf_files(self.environment), self.system.libraries()))
        self.warnings = proof.warnings
        return result, said.getvalue()

    def refusal(self) -> str:
        with self.assertRaises(Refusal) as caught:
            self.prove()
        return str(caught.exception)

    def test_nothing_missing_touches_no_package(self):
        manager = self.packages({"libx1": "libx.so.1"})
        self.install("it", {"it.py": ""})
        result, said = self.prove()
        self.assertEqual((manager.installed, said, self.system.packages), ([], "", []))
        self.assertIn(os.path.join(self.site, "it.py"), result.loaded)

    def test_installs_what_is_missing_and_imports_again(self):
        manager = self.packages({"liba1": "liba.so.1", "libb2": "libb.so.2", "libc3": "libc.so.3"})
        self.install("it", {"it.py": self.needing("liba.so.1", "libb.so.2")})
        self.install("other", {"other.py": self.needing("libc.so.3")})
        result, said = self.prove()
        self.assertEqual(result.failures, [])
        self.assertEqual(manager.installed, [["liba1", "libc3"], ["libb2"]])
        self.assertEqual(self.system.packages, ["liba1", "libb2", "libc3"])
        self.assertIn("note: liba1, libc3 (1 MB) added to the image: it needs liba.so.1; other needs libc.so.3.\n", said)

    def test_goes_on_to_the_next_guess(self):
        manager = self.packages({"wrong": "libother.so.1", "right": "liba.so.1"}, guesses={"liba.so.1": ["wrong"]})
        self.install("it", {"it.py": self.needing("liba.so.1")})
        self.prove()
        self.assertEqual(manager.installed, [["wrong"], ["right"]])
        self.assertEqual(self.system.packages, ["right", "wrong"])

    def test_finds_what_is_looked_for_by_name(self):
        self.packages({"libzbar0": "libzbar-here.so.0"}, guesses={"zbar-here": ["libzbar0"]})
        text = "import ctypes.util, os\nctypes.util.find_library('zbar-here')\n"
        path = os.path.join(self.lib, "libzbar-here.so.0")
        self.install("it", {"it.py": text + f"if not os.path.exists({path!r}): raise ImportError('Unable to find zbar')"})
        _, said = self.prove()
        self.assertEqual(self.system.packages, ["libzbar0"])
        self.assertIn("it needs zbar-here", said)

    def test_names_what_nothing_provides(self):
        self.packages({})
        self.install("it", {"it.py": self.needing("libnothing.so.3")})
        self.assertIn("it (it 1.0) cannot be imported in the final image: it needs libnothing.so.3, which", self.refusal())

    def test_a_stage_without_packages_names_it_too(self):
        self.install("it", {"it.py": self.needing("libnothing.so.3")})
        self.assertIn("it needs libnothing.so.3, which the final image lacks", self.refusal())

    def test_an_installation_that_fails_does_not_hide_what_is_missing(self):
        self.packages({"liba1": "liba.so.1"}, broken=True)
        self.install("it", {"it.py": self.needing("liba.so.1")})
        text = self.refusal()
        self.assertIn("it needs liba.so.1, which", text)
        self.assertTrue(text.endswith("E: no network"), text)

    def test_tells_all_failures_at_once(self):
        self.install("a", {"a.py": "import nothing_here"})
        self.install("b", {"b.py": "1/0"})
        text = self.refusal()
        self.assertIn("a (a 1.0) cannot be imported in the final image: it imports nothing_here", text)
        self.assertIn("b (b 1.0) cannot be imported in the final image: ZeroDivisionError", text)

    def test_brings_back_what_pruning_took(self):
        self.install("it", {"it/__init__.py": "import it.tests"})
        path = os.path.join(self.site, "it/tests/__init__.py")
        builder = os.path.join(self.root, "builder")
        shutil.copytree(self.environment, builder + self.environment, symlinks=True)
        self.write(builder + path)
        settings = Settings(**{**vars(self.settings_), "builder": builder})
        removed = {path: "test-suites"}
        result, said = self.prove(settings, removed)
        self.assertIn(path, result.loaded)
        self.assertEqual(removed, {})
        self.assertIn("note: 1 files that pruning had removed (test-suites) are back: it needs them.\n", said)

    def test_a_package_that_is_left_without_its_module_is_none(self):
        self.install("it", {"it/__init__.cpython-36m-x86_64-linux-gnu.so": "", "it/data.txt": ""})
        self.assertIn("it (it 1.0) cannot be imported in the final image: it was compiled for cpython-36m-x86", self.refusal())

    def test_a_namespace_package_that_the_user_names_is_one(self):
        self.install("it", {"space/it.py": ""})
        self.prove(Settings(**{**vars(self.settings_), "import_check": ["space"]}))

    def test_what_nothing_that_was_asked_for_needs_is_a_warning(self):
        self.install("low", {"low.py": "1/0"})
        self.install("top", {"top.py": "", "top_sphinx.py": "import sphinx_not_here"}, requires=["low"])
        self.install("app", {"app.py": "class ImproperlyConfigured(Exception): __module__ = 'x.exceptions'\nraise ImproperlyConfigured"})
        self.prove()
        self.assertEqual([text.partition(" (")[0] for text in self.warnings], ["app", "top_sphinx", "low"])
        self.assertIn(" is not proven to work: ZeroDivisionError: division by zero. If the application does not", self.warnings[2])

    def test_an_extra_may_be_missed_in_words_of_the_package_s_own(self):
        missed = "try:\n  import aiohttp_not_here\nexcept ImportError:\n  raise ImportError('install black[d]') from None\n"
        self.install("black", {"black/__init__.py": "", "blackd.py": missed})
        self.prove()
        self.assertTrue(self.warnings[0].startswith("blackd (black 1.0) is not proven to work: "), self.warnings)

    def test_a_part_of_the_package_itself_is_no_extra(self):
        missed = "try:\n  import black.core\nexcept ImportError:\n  raise ImportError('broken') from None\n"
        self.install("black", {"black/__init__.py": "", "blackd.py": missed})
        self.assertIn("blackd (black 1.0) cannot be imported", self.refusal())

    def test_a_library_of_the_host_s_driver_is_a_note(self):
        self.install("gpu", {"gpu.py": self.needing("libcuda.so.1")})
        _, said = self.prove()
        self.assertIn("note: gpu (gpu 1.0) is not proven to work: it needs libcuda.so.1, which comes from the host's driver", said)
        self.assertEqual(self.warnings, [])

    def test_a_module_that_the_user_names_must_pass(self):
        self.install("low", {"low.py": "1/0"})
        self.install("top", {"top.py": ""}, requires=["low"])
        with self.assertRaises(Refusal):
            self.prove(Settings(**{**vars(self.settings_), "import_check": ["low"]}))

    def test_a_module_of_a_server_s_own_process_is_a_note(self):
        decorators = {"uwsgidecorators.py": "import uwsgi\n", "../../../bin/uwsgi": tiny_elf(interpreter="/lib64/ld.so")}
        self.install("uWSGI", decorators)
        _, said = self.prove()
        self.assertIn("note: uwsgidecorators works in a process of uwsgi alone: it imports uwsgi, which only that program", said)
        self.assertEqual(self.warnings, [])

    def test_so_is_one_of_a_server_that_a_script_starts(self):
        files = {"uwsgidecorators.py": "import uwsgi\n", "../../../bin/uwsgi": "#!/opt/venv/bin/python\n", "pyuwsgi/__init__.py": "", f"pyuwsgi/_uwsgi{EXTENSION_SUFFIXES[0]}": tiny_elf()}
        self.install("pyuwsgi", files)
        _, said = self.prove()
        self.assertIn("note: uwsgidecorators works in a process of uwsgi alone", said)

    def test_a_module_whose_program_is_a_script_is_missing(self):
        self.install("it", {"it.py": "import tool\n", "../../../bin/tool": "#!/opt/venv/bin/python\n"})
        self.assertIn("it imports tool, which is not installed", self.refusal())

    def test_a_variable_that_is_not_there_is_a_warning(self):
        self.install("a", {"a.py": "import os\nKEY = os.environ['APP_KEY']\n"})
        self.install("b", {"b.py": "raise ValueError('Define the environment variable B_SETTINGS_MODULE first.')\n"})
        self.prove()
        expected = "is not proven to work: it wants the variable {} when it is imported. Give it a value in `environment`"
        for text, name in zip(self.warnings, ("APP_KEY", "B_SETTINGS_MODULE")):
            self.assertIn(expected.format(name), text)
        self.assertEqual(len(self.warnings), 2)

    def test_a_setting_of_django_is_no_variable(self):
        text = "Requested setting IT_PAGE_SIZE, but settings are not configured. You must either define the environment variable DJANGO_SETTINGS_MODULE or"
        self.install("it", {"it.py": f"raise RuntimeError({text!r})\n"})
        self.prove()
        self.assertIn("it wants the variable DJANGO_SETTINGS_MODULE when it is imported", self.warnings[0])

    def test_a_variable_that_is_given_and_has_its_value_with_the_code_is_a_note(self):
        self.install("it", {"it.py": "raise ValueError('Define the environment variable IT_SETTINGS_MODULE first.')\n"})
        _, said = self.prove(self.settings(lateVariables=["IT_SETTINGS_MODULE"]))
        self.assertIn("note: it is not proven to work: it reads IT_SETTINGS_MODULE, which has its value with the code.", said)
        self.assertEqual(self.warnings, [])

    def test_so_is_a_device(self):
        self.install("a", {"a.py": "open('/dev/python-image-has-none')\n"})
        self.install("b", {"b.py": "raise RuntimeError('Bad display name \"\"')\n"})
        with mock.patch.dict(os.environ):
            os.environ.pop("DISPLAY", None)
            self.prove()
        self.assertIn("it wants /dev/python-image-has-none, which no build has", self.warnings[0])
        self.assertIn("it wants a display, which no build has", self.warnings[1])

    def test_a_program_that_is_not_there_is_named_with_its_package(self):
        manager = self.packages({})
        manager.programs = {"git-not-here": ["git"]}
        run = "import subprocess\ntry:\n  subprocess.run(['git-not-here'])\nexcept FileNotFoundError:\n  raise ImportError({!r}) from None\n"
        text = "Bad git-not-here executable. Say where it is in $IT_GIT_EXECUTABLE, or silence this with the environment variable IT_REFRESH"
        self.install("it", {"it.py": run.format(text)})
        refusal = self.refusal()
        self.assertIn("it starts the program git-not-here, which the final image lacks", refusal)
        self.assertIn('runtimePackages: ["git"]. Or set what its message names in `environment`: IT_GIT_EXECUTABLE and IT_REFRESH.', refusal)

    def test_so_is_one_that_is_looked_for(self):
        self.packages({}).programs = {}
        self.install("it", {"it.py": "import shutil\nif not shutil.which('tool-not-here'): raise RuntimeError('tool-not-here is needed')\n"})
        self.assertIn('the program tool-not-here, which the final image lacks. Add the system package that has it: runtimePackages: ["<', self.refusal())

    def test_what_its_message_does_not_speak_of_is_not_the_cause(self):
        self.install("it", {"it.py": "import subprocess\ntry:\n  subprocess.run(['tool-not-here'])\nexcept OSError: pass\n1/0\n"})
        self.assertIn("ZeroDivisionError: division by zero", self.refusal())

    def test_what_only_works_after_its_parent_is_proven_by_it(self):
        wants = "import sys\nif 'psycopg' not in sys.modules: raise ImportError('the psycopg package should be imported before')\n"
        self.install("psycopg", {"psycopg.py": ""}, requires=['psycopg-binary; extra == "binary"'])
        self.install("psycopg-binary", {"psycopg_binary.py": wants})
        self.install("app", {"app.py": ""}, requires=["psycopg[binary]"])
        result, _ = self.prove()
        self.assertEqual((result.failures, self.warnings), ([], []))

    @unittest.skipIf(sys.version_info < (3, 15), "before 3.15 no import is lazy")
    def test_what_is_imported_lazily_alone_is_no_reason_to_refuse(self):
        self.install("it", {"it.py": "lazy import nothing_here\n", "also.py": "lazy import _plain\n", "_plain.py": ""})
        self.install("lib", {"lib.py": "lazy import _needing\n", "_needing.py": self.needing("libnothing.so.3")})
        result, said = self.prove(Settings(**{**vars(self.settings_), "import_check": ["it", "also", "lib"]}))
        self.assertIn("note: it (it 1.0) is not proven to work: it imports nothing_here", said)
        self.assertEqual([text.partition(":")[0] for text in self.warnings], ["lib (lib 1.0) is not proven to work"])
        self.assertLessEqual({os.path.join(self.site, name) for name in ("it.py", "_plain.py", "lib.py")}, set(result.loaded))
