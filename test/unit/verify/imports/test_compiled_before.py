import importlib.util
import os
import sys
import unittest
from unittest import mock

from verify.imports.compiled_before import CompiledBefore, compiled_before
from verify.imports.run import ImportRun
from scratch import ScratchTest


class TestCompiledBefore(ScratchTest):
    """As where the imports are emulated: the interpreter that runs the tests stands for the builder's."""

    def run_imports(self, files):
        settings = self.make_environment()
        for name, text in files.items():
            self.write(os.path.join(self.site, name), text)
        with mock.patch("verify.stage.compiler.NATIVE_PYTHON", [sys.executable]):
            before = CompiledBefore(settings.environment, [self.site])
        with mock.patch("verify.imports.run.compiled_before", return_value=before):
            return before, ImportRun(settings, ["it"]).result()

    def test_serves_the_imports_and_is_kept(self):
        text = "import os\nassert os.path.exists(__spec__.cached)\n"
        before, result = self.run_imports({"it.py": text})
        source = os.path.join(self.site, "it.py")
        self.assertEqual(result.failures, [])
        self.assertEqual(result.compiled[source], before.of(source))
        self.assertEqual(before.of(source)[:16], importlib.util.MAGIC_NUMBER + b"\1\0\0\0" + importlib.util.source_hash(text.encode()))
        self.assertEqual(os.listdir(self.site), ["it.py"])

    def test_leaves_to_the_imports_what_does_not_compile(self):
        before, result = self.run_imports({"it.py": "import odd\n", "odd.py": "def (\n"})
        self.assertIsNone(before.of(os.path.join(self.site, "odd.py")))
        self.assertEqual([failure.type for failure in result.failures], ["SyntaxError"])

    def test_is_not_made_where_nothing_is_emulated(self):
        self.assertIsNone(compiled_before("/opt/venv", "/builder"))


if __name__ == "__main__":
    unittest.main()
