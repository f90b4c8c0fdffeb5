import os

from scratch import ScratchTest
from verify.prune.test_suites import unneeded_test_suites
from verify.prune.tree import Tree

SUITE = {"pkg/__init__.py": "", "pkg/tests/__init__.py": "", "pkg/tests/test_a.py": "", "pkg/tests/data/a.csv": ""}


class TestUnneededTestSuites(ScratchTest):
    def suites(self, files=None, **more):
        """Folders of the files that are found in SUITE with more files."""
        self.install("it", {**SUITE, **(files or {}), **more})
        site = os.path.relpath(self.site, self.environment)
        found = [path[len(site) + 1 :] for path in unneeded_test_suites(Tree(self.environment))]
        return sorted({path[: path.index("/tests") + 6] for path in found}), found

    def test_finds_whole_suites_with_their_data(self):
        _, found = self.suites()
        self.assertEqual(sorted(found), ["pkg/tests/__init__.py", "pkg/tests/data/a.csv", "pkg/tests/test_a.py"])

    def test_keeps_what_another_module_imports_or_names(self):
        for source in (
            "import pkg.tests",
            "import os, pkg.tests.test_a as t",
            "from pkg.tests.test_a import x",
            "from pkg import a, tests",
            "from .tests import x",
            "from . import (a,\n    tests,\n)",
            "if 1:\n    from .tests.test_a import x",
            "__import__('pkg.tests')",
            "p = os.path.join(here, 'tests', 'data')",
            'p = here / "tests/data"',
        ):
            with self.subTest(source):
                self.assertEqual(self.suites({"pkg/__init__.py": source})[0], [])

    def test_follows_relative_imports_from_below(self):
        self.assertEqual(self.suites({"pkg/sub/__init__.py": "from ..tests import x"})[0], [])
        self.assertEqual(self.suites({"pkg/sub/__init__.py": "from .tests import x"})[0], ["pkg/tests"])

    def test_keeps_what_a_compiled_module_or_an_entry_point_names(self):
        self.assertEqual(self.suites({"pkg/c.so": b"\x7fELF\0pkg.tests.test_a\0"})[0], [])
        self.assertEqual(self.suites({"pkg/c.so": b"", "it-1.0.dist-info/entry_points.txt": "[x]\na = pkg.tests.test_a:f\n"})[0], [])

    def test_keeps_what_a_suite_that_is_kept_needs(self):
        files = {"pkg/__init__.py": "from .tests import x", "pkg/tests/test_a.py": "from pkg.sub.tests import y",
                 "pkg/sub/tests/test_b.py": "", "pkg/other/tests/test_c.py": ""}  # fmt: skip
        self.assertEqual(self.suites(files)[0], ["pkg/other/tests"])

    def test_suites_may_need_each_other(self):
        self.assertEqual(self.suites({"pkg/tests/test_a.py": "import pkg.sub.tests", "pkg/sub/tests/test_b.py": "import pkg.tests"})[0],
                         ["pkg/sub/tests", "pkg/tests"])  # fmt: skip

    def test_prose_is_no_use(self):
        self.assertEqual(self.suites({"pkg/__init__.py": '"""Does some tests of pkg, and more tests."""\n# tests'})[0], ["pkg/tests"])

    def test_a_folder_of_that_name_is_no_suite_by_itself(self):
        self.assertEqual(self.suites({"filters/tests/__init__.py": "", "filters/tests/odd.py": ""})[0], ["pkg/tests"])

    def test_a_top_level_folder_may_be_the_application_s(self):
        self.assertEqual(self.suites({"tests/test_x.py": ""})[0], ["pkg/tests"])
