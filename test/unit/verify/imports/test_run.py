import importlib.util
import marshal
import os
import sys
import unittest

from verify.imports.run import ImportRun
from verify.stage.settings import settings_from
from scratch import ScratchTest, order

EXTENSION = "_ctypes"


class TestImports(ScratchTest):
    """Real runs in a real environment on the interpreter that runs the tests."""

    def run_imports(self, *modules: str, files=None, timeout: float = 60, lookups: bool = False):
        settings = self.make_environment()
        for name, text in (files or {}).items():
            self.write(os.path.join(self.site, name), text)
        return ImportRun(settings, list(modules), lookups, timeout).result()

    def only_failure(self, text: str, **more):
        (failure,) = self.run_imports("it", files={"it.py": text}, **more).failures
        self.assertEqual(failure.module, "it")
        return failure

    def test_tells_what_was_loaded_and_mapped(self):
        result = self.run_imports("pkg", "csv", files={"pkg/__init__.py": "import pkg.sub", "pkg/sub.py": "", "pkg/no.py": ""})
        self.assertEqual(result.failures, [])
        for path in ("pkg/__init__.py", "pkg/sub.py"):
            self.assertIn(os.path.join(self.site, path), result.loaded)
        self.assertNotIn(os.path.join(self.site, "pkg/no.py"), result.loaded)
        self.assertIn(os.path.realpath(importlib.util.find_spec("csv").origin), map(os.path.realpath, result.loaded))
        self.assertFalse([path for path in result.loaded if path.endswith(("import_child.py", "json/__init__.py"))])
        self.assertTrue([path for path in result.mapped if "libc" in path or "musl" in path])

    def test_keeps_what_it_compiled_without_writing_beside_the_sources(self):
        result = self.run_imports("it", files={"it.py": "x = 1\n"})
        source = os.path.join(self.site, "it.py")
        data = result.compiled[source]
        self.assertEqual(data[:8], importlib.util.MAGIC_NUMBER + b"\1\0\0\0")
        self.assertEqual(data[8:16], importlib.util.source_hash(b"x = 1\n"))
        names = {}
        exec(marshal.loads(data[16:]), names)
        self.assertEqual(names["x"], 1)
        self.assertEqual(os.listdir(self.site), ["it.py"])

    def test_keeps_what_the_interpreter_loads_to_start(self):
        result = self.run_imports(files={"begin.pth": "import at_start\n", "at_start.py": "x = 1\n"})
        self.assertIn(os.path.join(self.site, "at_start.py"), result.compiled)

    def test_does_not_compile_what_has_bytecode(self):
        first = self.run_imports("it", files={"it.py": "x = 1\n"})
        source = os.path.join(self.site, "it.py")
        self.write(importlib.util.cache_from_source(source), first.compiled[source])
        again = ImportRun(self.settings(), ["it"]).result()
        self.assertNotIn(source, again.compiled)
        self.assertIn(source, again.loaded)

    def test_goes_on_after_a_failure_and_tells_all(self):
        result = self.run_imports("a", "b", "c", files={"a.py": "import nothing_here", "b.py": "", "c.py": "1/0"})
        first, second = result.failures
        self.assertEqual((first.module, first.kind, first.type, first.name), ("a", "raised", "ModuleNotFoundError", "nothing_here"))
        self.assertEqual((second.module, second.type, second.message), ("c", "ZeroDivisionError", "division by zero"))
        self.assertIn("ZeroDivisionError: division by zero", second.traceback[-1])

    def test_tells_what_led_to_an_exception(self):
        text = "try:\n  import nothing_here\nexcept ImportError as e:\n  raise RuntimeError('install it') from e"
        failure = self.only_failure(text)
        self.assertEqual(failure.type, "RuntimeError")
        self.assertEqual(failure.causes, ["install it", "No module named 'nothing_here'"])

    def test_leaving_the_process_is_a_failure(self):
        self.assertEqual(self.only_failure("import sys; sys.exit('no')").type, "SystemExit")
        failure = self.only_failure_again("import os; print('bye', flush=True); os._exit(3)")
        self.assertEqual((failure.kind, failure.type, failure.traceback), ("crashed", "exit code 3", ["bye"]))

    def only_failure_again(self, text: str, **more):
        self.write(os.path.join(self.site, "it.py"), text)
        (failure,) = ImportRun(self.settings(), ["os", "it", "csv"], **more).result().failures
        return failure

    def test_a_crash_is_told_with_the_place(self):
        failure = self.only_failure("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
        self.assertEqual((failure.kind, failure.type), ("crashed", "SIGSEGV"))
        self.assertTrue(any("it.py" in line for line in failure.traceback), failure.traceback)

    def test_an_import_without_end_is_stopped(self):
        failure = self.only_failure("import time; time.sleep(60)", timeout=1.0)
        self.assertEqual((failure.kind, failure.type), ("timeout", "1 s"))

    def test_nothing_reaches_the_network(self):
        for text in (
            "import socket; socket.create_connection(('192.0.2.1', 80), timeout=20)",
            "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')",
        ):
            with self.subTest(text):
                self.setUp()
                self.assertIn("192.0.2.1", self.only_failure(text).network)
        self.setUp()
        self.assertEqual(self.only_failure("import socket; socket.getaddrinfo('example.org', 80)").network, ["example.org"])

    def test_this_machine_is_no_network(self):
        text = "import socket\ns = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()\nsocket.create_connection(s.getsockname())"
        self.assertEqual(self.run_imports("it", files={"it.py": text}).failures, [])

    @unittest.skipUnless(importlib.util.find_spec(EXTENSION), "this Python has no ctypes")
    def test_tells_libraries_opened_by_name(self):
        failure = self.only_failure("import ctypes; ctypes.CDLL('libnothing-here.so.7')")
        self.assertEqual(failure.opened, ["libnothing-here.so.7"])
        self.assertIn("libnothing-here.so.7", failure.message)

    @unittest.skipUnless(importlib.util.find_spec(EXTENSION), "this Python has no ctypes")
    def test_tells_libraries_looked_for_in_vain_when_asked(self):
        text = "import ctypes.util\nif not ctypes.util.find_library('nothing-here'): raise ImportError('no zbar')"
        self.assertEqual(self.only_failure(text).opened, [])
        self.setUp()
        self.assertEqual(self.only_failure(text, lookups=True).opened, ["nothing-here"])

    def test_output_does_not_mix_with_the_report(self):
        files = {"it.py": "import os, sys\nprint('begin x')\nos.write(2, b'{}')\nsys.stdout.write('{\"failures\": []}')\n"}
        self.assertEqual(self.run_imports("it", files=files).failures, [])

    def test_the_tools_themselves_cannot_be_imported(self):
        (failure,) = self.run_imports("import_child_none", "settings").failures[1:]
        self.assertEqual((failure.module, failure.type), ("settings", "ModuleNotFoundError"))

    @unittest.skipUnless(os.geteuid() == 0, "only root can become another user")
    def test_runs_as_the_image_s_user(self):
        python = os.path.realpath(sys.executable)
        parts = python.split("/")
        if not all(os.stat("/".join(parts[:end]) or "/").st_mode & 0o5 == 5 for end in range(1, len(parts) + 1)):
            self.skipTest(f"other users cannot run {python}")
        os.chmod(self.root, 0o755)
        self.make_environment()
        self.write(os.path.join(self.site, "it.py"), "import os; raise OSError(f'{os.getuid()}:{os.getgid()} {os.environ[\"HOME\"]}')")
        settings = settings_from(order(environment=self.environment, user="10001:10002"))
        (failure,) = ImportRun(settings, ["it"]).result().failures
        self.assertEqual(failure.message, "10001:10002 /tmp")

    @unittest.skipIf(sys.version_info < (3, 15), "before 3.15 no import is lazy")
    def test_makes_lazy_imports_at_once_unless_told_otherwise(self):
        files = {"it.py": "lazy import other\n", "other.py": "import nothing_here\n", "old.py": "__lazy_modules__ = ['other']\nimport other\n"}
        result = self.run_imports("it", "old", files=files)
        self.assertEqual([failure.name for failure in result.failures], ["nothing_here", "nothing_here"])
        self.assertEqual(ImportRun(self.settings(), ["it", "old"], lazy=True).result().failures, [])
