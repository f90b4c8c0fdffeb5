import dataclasses
import json
import os

from verify.minimal import expectation as at
from verify.minimal.expectation import Expectation, expect, read_expectation, run_checks, write_expectation
from verify.minimal.prove import prove
from verify.stage.report import Refusal
from scratch import ScratchTest


class TestProve(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        self.proof = dataclasses.replace(self.make_environment(), out=os.path.join(self.root, "out"))
        self.bill = self.write("mounts/sbom/usr/share/bill.json", "{}")
        os.utime(self.bill, (0, 0))

    def prove(self, **expected) -> None:
        expectation = {"modules": [], "compiled": [], "checks": [], **expected}
        write_expectation(os.path.join(self.root, "mounts/proof"), Expectation(**expectation))
        prove(self.proof, os.path.join(self.root, "mounts"))

    def refusal(self, **expected) -> str:
        with self.assertRaises(Refusal) as caught:
            self.prove(**expected)
        self.assertFalse(os.path.exists(self.proof.out), "a failed proof must not give what the image is made of")
        return str(caught.exception)

    def test_lays_out_the_bill_of_materials_as_it_is(self):
        self.prove(modules=["json"], checks=["temporary_files", "threads"])
        copy = os.path.join(self.proof.out, "sbom/usr/share/bill.json")
        self.assertEqual((os.stat(copy).st_mtime, os.stat(copy).st_size), (0, 2))

    def test_refuses_where_an_import_fails_that_passed_before(self):
        text = self.refusal(modules=["json", "no_such_module"])
        self.assertIn("import no_such_module: ModuleNotFoundError: No module named 'no_such_module'", text)
        self.assertIn("this worked in the base", text.split("\n")[0])

    def test_refuses_where_a_check_fails_that_passed_before(self):
        text = self.refusal(compiled=["_no_such_module"], checks=["threads", "import _no_such_module"])
        self.assertIn("import _no_such_module: ModuleNotFoundError", text)
        self.assertNotIn("threads", text)

    def test_does_not_mind_a_check_that_failed_before(self):
        self.prove(compiled=["_no_such_module"], checks=["threads"])

    def test_checks_that_end_the_process_all_failed(self):
        script = self.write("checks.py", "import os\nos.abort()\n")
        before, at._CHECKS = at._CHECKS, script
        try:
            self.assertIn("threads: the checks ended with exit code -6.", self.refusal(checks=["threads"]))
        finally:
            at._CHECKS = before

    def test_checks_that_do_not_end_all_failed(self):
        script = self.write("checks.py", "import time\ntime.sleep(60)\n")
        before = at._CHECKS, at._TIMEOUT
        at._CHECKS, at._TIMEOUT = script, 1
        try:
            self.assertIn("threads: the checks did not end within 1 s.", self.refusal(checks=["threads"]))
        finally:
            at._CHECKS, at._TIMEOUT = before


class TestExpectation(ScratchTest):
    def test_expects_what_works_here(self):
        found = expect(self.make_environment(), ["json"], ["_struct", "_no_such_module"])
        self.assertEqual(found.modules, ["json"])
        self.assertIn("import _struct", found.checks)
        self.assertNotIn("import _no_such_module", found.checks)

    def test_comes_back_from_its_file(self):
        expectation = Expectation(["a"], ["b"], ["c"])
        write_expectation(self.root, expectation)
        self.assertEqual(read_expectation(self.root), expectation)
        with open(os.path.join(self.root, at.FILE), encoding="utf-8") as file:
            self.assertEqual(json.load(file), {"modules": ["a"], "compiled": ["b"], "checks": ["c"]})

    def test_a_failed_check_tells_what_was_wrong(self):
        self.assertIn("No module named '_no_such_module'", run_checks(self.make_environment(), ["_no_such_module"])["import _no_such_module"])
