import json
import os
import subprocess

from scratch import ScratchTest

SCRIPT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../field/differential.py"))


class TestDifferential(ScratchTest):
    """What tells which modules an environment lost by pruning."""

    def setUp(self) -> None:
        super().setUp()
        self.make_environment()

    def run_script(self, *arguments: str) -> subprocess.CompletedProcess:
        python = os.path.join(self.environment, "bin/python")
        return subprocess.run([python, SCRIPT, *arguments], capture_output=True, text=True, check=False)

    def report(self, *arguments: str) -> dict:
        return json.loads(self.run_script("run", "--jobs", "1", *arguments).stdout)

    def test_tells_what_works_whatever_the_others_do(self):
        files = {
            "a/__init__.py": "", "a/ends.py": "import os; os._exit(3)", "a/hangs.py": "import time; time.sleep(60)",
            "a/raises.py": "raise SystemExit(1)", "b.py": "import a", "space/c.py": "", "not-one.py": "", "d.so": "",
            "b-1.0.dist-info/x.py": "",
        }  # fmt: skip
        for path, text in files.items():
            self.write(os.path.join(self.site, path), text)
        report = self.report("--timeout", "2")
        self.assertEqual(report["passed"], ["a", "b", "space.c"])
        self.assertEqual(report["failed"]["a.ends"], "ended the process with exit code 3")
        self.assertEqual(report["failed"]["a.hangs"], "did not finish within 2 s")
        self.assertEqual(report["failed"]["a.raises"], "SystemExit: 1")
        self.assertEqual(report["failed"]["d"].partition(":")[0], "ImportError")

    def test_tells_what_is_lost(self):
        before = {"passed": ["a", "a.b", "a.tests", "a.tests.test_b", "c"], "failed": {"d": "ImportError: no"}}
        after = {"passed": ["a"], "failed": {"a.b": "ImportError: now", "d": "ImportError: no"}}
        paths = [self.write(name, json.dumps(given)) for name, given in (("before", before), ("after", after))]
        compared = self.run_script("compare", *paths)
        self.assertEqual(compared.returncode, 1)
        expected = {"imported": 2, "lost": {"a.b": "ImportError: now"}, "removed": ["c"], "removedTests": 2}
        self.assertEqual(json.loads(compared.stdout), expected)
        self.assertEqual(self.run_script("compare", paths[0], paths[0]).returncode, 0)
