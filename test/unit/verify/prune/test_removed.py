import os

from verify.imports.absent import absent_places
from verify.imports.failure import Failure
from verify.prune.removed import Removed
from scratch import ScratchTest


class TestRestore(ScratchTest):
    def restored(self, *removed: str, type: str = "ImportError", **details):
        """Names of the files, relative to site-packages, that come back."""
        gone = Removed(self.environment, os.path.join(self.root, "builder"))
        gone.rules.update((os.path.join(self.site, name), "test-suites") for name in removed)
        for path in gone.rules:
            self.write(os.path.join("builder", path.lstrip("/")), "content")
        os.makedirs(self.site, exist_ok=True)
        found = gone.restore(absent_places(Failure("it", "raised", type, **details), self.environment))
        self.assertEqual(gone.restored, bool(found))
        for path in found:
            with open(path, encoding="utf-8") as file:
                self.assertEqual(file.read(), "content")
            self.assertNotIn(path, gone.rules)
        self.assertEqual(len(found) + len(gone.rules), len(removed))
        return [os.path.relpath(path, self.site) for path in found]

    def test_a_module_comes_back_with_its_neighbours(self):
        found = self.restored(
            "it/tests/__init__.py", "it/tests/sub/x.py", "it/other/y.py",
            type="ModuleNotFoundError", causes=["No module named 'it.tests'"],
        )  # fmt: skip
        self.assertEqual(found, ["it/tests/__init__.py", "it/tests/sub/x.py"])

    def test_so_does_a_name_that_cannot_be_imported(self):
        causes = ["cannot import name 'tests' from 'it' (/opt/venv/it/__init__.py)"]
        self.assertEqual(self.restored("it/tests/__init__.py", "it/a.pyi", name="it", causes=causes), ["it/tests/__init__.py"])

    def test_so_does_a_file_that_is_opened(self):
        causes = [f"[Errno 2] No such file or directory: '{self.site}/it/data.txt'"]
        self.assertEqual(self.restored("it/data.txt", "it2/data.txt", causes=causes), ["it/data.txt"])

    def test_other_failures_bring_nothing_back(self):
        self.assertEqual(self.restored("it/tests/__init__.py", name="it", causes=["No module named 'its'"]), [])

    def test_and_with_it_its_entry_in_the_list_of_files(self):
        for root, entries in (("builder" + self.site, "it.py,,\nit/data.txt,,\n"), (self.site, "it.py,,\n")):
            self.write(os.path.join(root, "it-1.0.dist-info/METADATA"), "Name: it\nVersion: 1.0\n")
            self.write(os.path.join(root, "it-1.0.dist-info/RECORD"), entries)
        self.restored("it/data.txt", causes=[f"[Errno 2] No such file or directory: '{self.site}/it/data.txt'"])
        with open(os.path.join(self.site, "it-1.0.dist-info/RECORD"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "it.py,,\nit/data.txt,,\n")
