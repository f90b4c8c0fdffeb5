import os
from typing import Dict, List, Union

from verify.prune.needed import needed_modules
from verify.prune.pruning import prune
from verify.prune.tree import Tree
from scratch import ScratchTest

NEEDS_PYTEST = "import os\nimport pytest\n"


class TestNeededModules(ScratchTest):
    """Modules that a rule names and that other modules import."""

    def needed(self, files: Dict[str, Union[str, bytes]], *globs: str) -> List[str]:
        """Which of the files by globs below site-packages have to stay."""
        for path, text in files.items():
            self.write(os.path.join(self.site, path), text)
        tree = Tree(self.environment)
        return sorted(os.path.relpath(tree.path(path), self.site) for path in needed_modules(tree, tree.match(*globs)))

    def test_the_helper_that_a_module_takes_from_a_listed_suite_stays_and_the_suite_goes(self):
        self.make_environment()
        self.install("numpy", {
            "numpy/__init__.py": "", "numpy/_core/__init__.py": "", "numpy/_core/_rational_tests.abi3.so": "",
            "numpy/testing/__init__.py": "from numpy._core.tests._natype import pd_NA\n",
            "numpy/_core/tests/_natype.py": "pd_NA = 1\n", "numpy/_core/tests/test_it.py": "from ._natype import pd_NA\n",
        })  # fmt: skip
        removed = prune(self.settings(prune="safe"), set()).rules
        self.assertEqual({os.path.relpath(path, self.site): rule for path, rule in removed.items()}, {
            "numpy/_core/tests/test_it.py": "test-suites", "numpy/_core/_rational_tests.abi3.so": "test-suites",
        })  # fmt: skip

    def test_however_it_is_imported(self):
        suite = {"it/tests/__init__.py": "", "it/tests/a.py": "", "it/tests/b.py": "", "it/_speed.so": "", "it/sub/__init__.py": ""}
        for text, stays in {
            "import it.tests.a": ["it/tests/__init__.py", "it/tests/a.py"],
            "def later():\n    from it.tests import a as x, b": ["it/tests/__init__.py", "it/tests/a.py", "it/tests/b.py"],
            "from ..tests import (  # more\n    a,\n)": ["it/tests/__init__.py", "it/tests/a.py"],
            "from ..tests import \\\n    b": ["it/tests/__init__.py", "it/tests/b.py"],
            "from .. import (\n    _speed,\n    tests)": ["it/_speed.so", "it/tests/__init__.py"],
            "x = importlib.import_module('it._speed')": ["it/_speed.so"],
            "'''Like it.tests.a, see tests/a.py\nimport speed'''": [],
        }.items():  # fmt: skip
            with self.subTest(text):
                self.assertEqual(self.needed({**suite, "it/sub/user.py": text}, "it/tests", "it/_speed.so"), stays)

    def test_compiled_modules_and_entry_points_import_too(self):
        suite = {"it/tests/__init__.py": "", "it/tests/a.py": "", "it/fast.so": b"\0it.tests.a\0"}
        self.assertEqual(self.needed(suite, "it/tests"), ["it/tests/__init__.py", "it/tests/a.py"])
        points = {"it/fast.so": "", "it-1.0.dist-info/entry_points.txt": "[pytest11]\nit = it.tests:hook\n"}
        self.assertEqual(self.needed({**suite, **points}, "it/tests"), ["it/tests/__init__.py"])

    def test_and_what_those_import_in_turn(self):
        suite = {"it/tests/a.py": "from .b import x\n", "it/tests/b.py": "def f():\n    from it.tests.c import y\n", "it/tests/c.py": ""}
        found = self.needed({**suite, "it/tests/d.py": "", "it/user.py": "from .tests.a import z\n"}, "it/tests")
        self.assertEqual(found, ["it/tests/a.py", "it/tests/b.py", "it/tests/c.py"])

    def test_what_never_could_be_imported_does_not_count(self):
        suite = {"it/tests/a.py": NEEDS_PYTEST, "it/tests/b.py": "from .a import x\n", "it/tests/c.py": ""}
        self.assertEqual(self.needed({**suite, "it/user.py": "from .tests import a, b\n"}, "it/tests"), [])
        self.assertEqual(self.needed({**suite, "it/user.py": f"{NEEDS_PYTEST}from it.tests import c\n"}, "it/tests"), [])
        self.assertEqual(self.needed({**suite, "it/user.py": "try:\n    import pytest\nexcept ImportError:\n    from .tests import c\n"}, "it/tests"), ["it/tests/c.py"])

    def test_with_pytest_it_counts(self):
        files = {"pytest/__init__.py": "", "it/tests/a.py": NEEDS_PYTEST, "it/user.py": "from .tests import a\n"}
        self.assertEqual(self.needed(files, "it/tests"), ["it/tests/a.py"])
