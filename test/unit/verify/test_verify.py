import contextlib
import io
import json
import os
import shutil
import sys

from verify import verify as step
from verify.stage.report import Refusal
from verify.stage.settings import Settings
from scratch import ScratchTest
from tiny_elf import tiny_elf


class TestVerify(ScratchTest):
    """The whole step on an environment whose builder and final stage are this machine."""

    def verify(self, **changes) -> str:
        """Run the step; gives what it said."""
        given = {**vars(self.settings()), "builder": "/", "out": os.path.join(self.root, "out"), **changes}
        with contextlib.redirect_stderr(io.StringIO()) as said:
            step.verify(Settings(**given))
        return said.getvalue()

    def out(self, path: str) -> str:
        return os.path.join(self.root, "out", path.lstrip("/"))

    def test_lays_out_what_passed(self):
        self.make_environment()
        self.install("it", {"it/__init__.py": "import it.used\n", "it/used.py": "", "it/unused.py": ""})
        self.install("pip", {"pip/__init__.py": "raise SystemExit"})
        self.verify()
        site = self.out("environment" + self.site)
        self.assertEqual(sorted(os.listdir(site)), ["it", "it-1.0.dist-info"])
        self.assertEqual({name.split(".")[0] for name in os.listdir(f"{site}/it/__pycache__")}, {"__init__", "used"})
        self.assertEqual(os.readlink(self.out(f"environment{self.environment}/bin/python")), os.path.realpath(os.sys.executable))
        self.assertEqual(os.stat(f"{site}/it/used.py").st_mtime, 0)
        self.assertEqual(os.path.getsize(self.out("system-packages/list")), 0)
        with open(self.out("sbom/usr/share/python-image/sbom.cdx.json"), encoding="utf-8") as file:
            self.assertIn("it", [component["name"] for component in json.load(file)["components"]])

    def test_what_pruning_took_and_an_import_needs_is_in_the_image_and_its_records(self):
        self.make_environment()
        suite = {"it/tests/__init__.py": "", "it/tests/test_it.py": "", "it/a.py": "", "it/a.pyi": ""}
        self.install("it", {"it/__init__.py": "__import__('it.te' + 'sts')\n", **suite})
        builder = os.path.join(self.root, "builder")
        shutil.copytree(self.environment, builder + self.environment, symlinks=True)
        interpreter = os.path.realpath(sys.executable)
        os.makedirs(os.path.dirname(builder + interpreter))
        shutil.copy(interpreter, builder + interpreter)
        said = self.verify(builder=builder, prune="safe")
        self.assertIn("note: 2 files that pruning had removed (test-suites) are back: it needs them.\n", said)
        with open(self.out(f"environment{self.site}/it-1.0.dist-info/RECORD"), encoding="utf-8") as file:
            names = {line.partition(",")[0] for line in file}
        self.assertEqual({name for name in names if name.startswith("it/")}, {"it/__init__.py", *suite} - {"it/a.pyi"})
        for name in names:
            self.assertTrue(os.path.exists(self.out(f"environment{self.site}/{name}")), name)

    def test_the_image_carries_its_warnings(self):
        self.make_environment()
        self.install("app", {"app.py": "import os\nos.environ['APP_KEY']\n"})
        said = self.verify()
        with open(self.out("sbom/usr/share/python-image/warnings.json"), encoding="utf-8") as file:
            (text,) = json.load(file)
        self.assertEqual(text, "app (app 1.0) is not proven to work: it wants the variable APP_KEY when it is imported. Give it a value in `environment`: then the import is proven.")
        self.assertIn(f"python-image: warning: {text}\n", said)

    def test_the_import_check_sees_the_variables_of_the_image(self):
        self.make_environment()
        self.install("app", {"app.py": "import os\nassert (os.environ['APP_KEY'], os.environ['HOME']) == ('x', '/home/app')\n"})
        self.verify(variables={"APP_KEY": "x", "HOME": "/home/app"})
        with open(self.out("sbom/usr/share/python-image/warnings.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file), [])

    def test_says_what_is_linked_with_but_not_there(self):
        self.make_environment()
        module = tiny_elf(needed=["libnowhere.so.3", "libnothing.so.1"])
        self.install("it", {"it/__init__.py": "", "it/_fast.so": module})
        said = self.verify()
        self.assertIn("note: it is linked with libnothing.so.1, libnowhere.so.3: not in the image, and no import of the proof needs it.\n", said)

    def test_lays_out_nothing_that_failed(self):
        self.make_environment()
        self.install("it", {"it.py": "import nothing_here\n"})
        with self.assertRaisesRegex(Refusal, "it imports nothing_here, which is not installed"):
            self.verify()
        self.assertFalse(os.path.exists(self.out("environment")))

    def test_refuses_an_environment_without_anything_that_was_asked_for(self):
        self.make_environment()
        with self.assertRaisesRegex(Refusal, r"expected a package that the requirements ask for \(six\), got none of them installed"):
            self.verify(requested=["six"], import_check=[])

    def test_imports_nothing_when_told_so(self):
        self.make_environment()
        self.install("it", {"it.py": "import nothing_here\n"})
        self.verify(import_check=[])
        self.assertTrue(os.path.exists(self.out(f"environment{self.site}/it.py")))

    def test_imports_what_it_is_told(self):
        self.make_environment()
        self.install("it", {"it/__init__.py": "", "it/broken.py": "1/0\n"})
        with self.assertRaisesRegex(Refusal, r"it\.broken \(it 1\.0\) cannot be imported"):
            self.verify(import_check=["it", "it.broken"])

    def test_a_refusal_is_one_error_and_exit_code_1(self):
        path = self.write("verify.json", "{}")
        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertEqual(step.main(path), 1)
        self.assertRegex(said.getvalue(), r"(?m)^python-image: error: verify\.json: expected exactly the keys")
