import sys
import unittest
from unittest import mock
from importlib.machinery import EXTENSION_SUFFIXES

from verify.distribution.installed import read_distributions
from verify.imports.causes import About
from verify.imports.explain import explain
from verify.imports.failure import Failure
from scratch import ScratchTest


class TestExplain(ScratchTest):
    def said(self, distribution: str = "it", missing=(), kind: str = "raised", packages=None, installed=None, **details) -> str:
        self.install(distribution, {})
        failure = Failure(**{"module": "it", "kind": kind, "causes": [details.get("message", "")], **details})
        about = About(
            read_distributions(self.environment)[0], list(missing), packages or {}, installed or {}, self.environment, "3.13", "10001:10001",
        )  # fmt: skip
        return explain(failure, about)

    def test_begins_with_module_and_distribution_and_ends_with_the_traceback(self):
        text = self.said(type="ValueError", message="no", traceback=["Traceback:", "  x"])
        self.assertTrue(text.startswith("it (it 1.0) cannot be imported in the final image: ValueError: no. "), text)
        self.assertTrue(text.endswith("without it.\nTraceback:\n  x"), text)

    def test_names_missing_libraries_and_the_remedy(self):
        text = self.said(missing=["liba.so.1", "libb.so.2"], type="ImportError", message="liba.so.1: cannot open")
        self.assertIn("it needs liba.so.1 and libb.so.2, which the final image lacks", text)
        self.assertIn("runtimePackages: [", text)

    @unittest.skipIf(sys.version_info < (3, 10), "before 3.10 Python does not tell the names of its own modules")
    def test_a_file_of_the_application_that_hides_the_standard_library(self):
        text = self.said(type="ImportError", message="cannot import name 'Random' from 'random' (/app/random.py)")
        self.assertIn("/app/random.py hides the standard library's module random", text)
        self.assertIn("Give the file another name.", text)
        traceback = ['  File "/app/types.py", line 1, in <module>']
        self.assertIn("/app/types.py hides", self.said(kind="crashed", type="exit code 1", traceback=traceback))

    def test_such_a_file_on_the_way_to_something_that_is_missing_is_not_blamed(self):
        traceback = ['  File "/app/calendar.py", line 1, in <module>', "ModuleNotFoundError: No module named 'nix'"]
        text = self.said(type="ModuleNotFoundError", name="nix", message="No module named 'nix'", traceback=traceback)
        self.assertIn("it imports nix, which is not installed", text)
        text = self.said(type="KeyError", message="'TOKEN'", traceback=traceback[:1], variables=["TOKEN"])
        self.assertIn("it wants the variable TOKEN", text)

    def test_files_of_that_name_elsewhere_hide_nothing(self):
        for place in (f"{self.environment}/lib/python3.13/site-packages/it", "/usr/local/lib/python3.13"):
            self.assertNotIn("hides", self.said(type="ImportError", message=f"cannot import name 'x' from 'random' ({place}/random.py)"))

    def test_knows_cheaper_distributions(self):
        self.assertIn("opencv-python-headless", self.said("opencv-python", ["libGL.so.1"], type="ImportError"))

    def test_a_module_that_was_compiled_for_another_python(self):
        self.make_environment()
        self.install("it", {"it/_core.cpython-36m-x86_64-linux-gnu.so": ""})
        text = self.said(type="ModuleNotFoundError", name="it._core", message="No module named 'it._core'")
        self.assertIn("it._core was compiled for cpython-36m-x86_64-linux-gnu, which is not the Python of the final", text)
        text = self.said(type="ImportError", name="it", message="cannot import name '_core' from 'it' (/x/__init__.py)")
        self.assertIn("it._core was compiled for cpython-36m", text)
        self.assertIn("pythonVersion", text)

    def test_a_module_that_was_compiled_for_this_python_too_is_not_blamed(self):
        self.make_environment()
        self.install("it", {"it/_core.cpython-36m-x86_64-linux-gnu.so": "", "it/_core" + EXTENSION_SUFFIXES[0]: ""})
        self.assertNotIn("compiled", self.said(type="ImportError", message="cannot import name '_core' from 'it' (x)"))

    @unittest.skipIf(sys.version_info < (3, 10), "before 3.10 Python does not tell the names of its own modules")
    def test_knows_modules_of_the_standard_library(self):
        text = self.said(type="ModuleNotFoundError", name="tkinter")
        self.assertIn('runtimePackages: ["python3-tk"]', text)

    def test_knows_what_the_standard_library_has_no_more(self):
        with mock.patch("sys.stdlib_module_names", frozenset(), create=True):  # that of the tests' Python may have it
            said = self.said(type="ModuleNotFoundError", name="cgi")
        self.assertIn("it imports cgi, which Python has no more since 3.13. Take a newer version of the package", said)
        self.assertIn('or give pythonVersion: "3.12"', said)

    def test_knows_causes(self):
        cases = [
            (dict(kind="crashed", type="SIGILL"), "an instruction that this machine's processor does not have"),
            (dict(kind="crashed", type="SIGKILL"), "want of memory"),
            (dict(kind="crashed", type="exit code 3"), "exit code 3: the import ended the process"),
            (dict(kind="timeout", type="300 s", network=["example.org"]), "within 300 s; it tried to reach example.org"),
            (dict(type="ConnectionError", message="down", network=["a", "b"]), "without a network, and it tried to reach a and b"),
            (dict(type="ModuleNotFoundError", name="distutils.util"), "Add setuptools to the requirements"),
            (dict(type="ModuleNotFoundError", name="pkg_resources"), 'left out of images. Add "setuptools<81" to the requirements'),
            (
                dict(type="ModuleNotFoundError", name="pkg_resources", installed={"setuptools": "82.0.1"}),
                'and setuptools 82.0.1 has it no more. Add "setuptools<81" to the requirements',
            ),
            (
                dict(type="ImportError", message="libctranslate2-1a.so.4.5.0: cannot enable executable stack as shared object requires"),
                'builderImage and runtimeImage: "python:3.13-slim-bookworm"',
            ),
            (
                dict(type="ImportError", message="Bad git executable.", programs=["git"], packages={"git": "git"}),
                'it starts the program git, which the final image lacks. Add the system package that has it: runtimePackages: ["git"].',
            ),
            (
                dict(type="ImportError", message="Bad git executable.", programs=["git"], variables=["GIT_PYTHON_REFRESH"]),
                'runtimePackages: ["<package>"]. Or set what its message names in `environment`: GIT_PYTHON_REFRESH.',
            ),
            (dict(type="KeyError", message="'APP_KEY'", variables=["APP_KEY"]), "it wants the variable APP_KEY when it is imported. Give it"),
            (dict(type="FileNotFoundError", devices=["/dev/mem"]), "it wants /dev/mem, which no build has"),
            (dict(type="ImportError", missing=["libcuda.so.1"]), "comes from the host's driver"),
            (dict(type="ModuleNotFoundError", name="sphinx.util"), "it imports sphinx.util, which is not installed"),
            (dict(type="ModuleNotFoundError", name="it"), "Check the spelling in importCheck"),
            (dict(type="PermissionError", message=f"denied: '{self.environment}/x'"), "it runs as user 10001:10001, who cannot write to the environment"),
            (dict(type="PermissionError", message="denied: 'logs'"), 'Name the directory there: writable: ["logs"].'),
            (dict(type="PermissionError", message="denied: '/srv/data/app.db'"), 'writable: ["/srv/data"].'),
            (dict(type="PermissionError", message="denied: 'app.log'"), "Have it write to one of those."),
            (
                dict(type="ImportError", message="/l/libstdc++.so.6: version `GLIBCXX_3.4.33' not found (required by /opt/x.so)"),
                "/opt/x.so needs GLIBCXX_3.4.33, and the final image's library is older",
            ),
            (dict(type="ImportError", message="/opt/x.so: undefined symbol: foo_bar"), "the symbol foo_bar is not in the libraries"),
            (
                dict(type="ImportError", message="Error relocating /opt/x.so: foo_bar: symbol not found"),
                "the symbol foo_bar is not in the libraries",
            ),
        ]
        for details, expected in cases:
            with self.subTest(expected):
                self.assertIn(expected, self.said(**details))
