import contextlib
import importlib.util
import io
import os
import subprocess
import sys

from verify.bytecode.store import library_bytecode, standard_bytecode, store_bytecode
from verify.imports.run import ImportResult
from verify.stage.python_facts import ask_python
from scratch import ScratchTest

UNCHECKED = b"\1\0\0\0"


class TestBytecode(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        self.make_environment()
        self.facts = ask_python(self.environment)
        self.sources = {name: os.path.join(self.site, f"{name}.py") for name in ("used", "unused", "broken")}
        self.install("it", {"used.py": "X = {1, 2}\n", "unused.py": "Y = 2\n", "broken.py": "print 'two'\n"})

    def store(self, bytecode: str, **result):
        store_bytecode(self.settings(bytecode=bytecode), ImportResult(**result), self.facts)
        return sorted(name for name, path in self.sources.items() if os.path.exists(self.facts.bytecode_path(path)))

    def test_stores_what_was_imported(self):
        self.assertEqual(self.store("imported", loaded=[self.sources["used"], os.__file__]), ["used"])
        self.assertEqual(self.read("used")[:8], importlib.util.MAGIC_NUMBER + UNCHECKED)

    def test_takes_what_the_imports_compiled(self):
        self.store("imported", loaded=[self.sources["used"]], compiled={self.sources["used"]: b"made before"})
        self.assertEqual(self.read("used"), b"made before")

    def test_stores_nothing_or_all_that_compiles(self):
        self.assertEqual(self.store("none", loaded=[self.sources["used"]]), [])
        self.assertEqual(self.store("all"), ["unused", "used"])

    def test_says_that_nothing_is_imported(self):
        with contextlib.redirect_stderr(io.StringIO()) as said:
            store_bytecode(self.settings(bytecode="imported", importCheck=[]), ImportResult(), self.facts)
        self.assertIn("note: bytecode: the import check is off", said.getvalue())

    def test_is_the_same_whenever_it_is_made(self):
        self.store("all")
        first = self.read("used")
        os.unlink(self.facts.bytecode_path(self.sources["used"]))
        os.utime(self.sources["used"], (1, 1))
        self.store("all")
        self.assertEqual(self.read("used"), first)

    def test_the_interpreter_takes_it_unchecked(self):
        self.store("all")
        self.write(self.sources["used"], "X = 'newer'\n")
        python = os.path.join(self.environment, "bin/python")
        code = f"import sys; sys.path.insert(0, {self.site!r}); import used; print(used.X)"
        said = subprocess.run([python, "-B", "-c", code], stdout=subprocess.PIPE, check=True, text=True).stdout
        self.assertEqual(said, "{1, 2}\n")

    def test_the_base_s_library_gets_what_was_imported_and_lacks_it(self):
        library = os.path.join(self.root, "library")
        sources = [os.path.join(library, name) for name in ("has.py", "lacks.py", "early.py", "unused.py")]
        for source in sources:
            self.write(source, "X = 1\n")
            os.utime(source, (7, 7))
        has, lacks, early, _ = sources
        facts = self.facts._replace(stdlib=library, platstdlib=library)
        self.write(facts.bytecode_path(has), "the base's own")
        result = ImportResult(loaded=[has, lacks, early, self.sources["used"]], compiled={lacks: bytes(16) + b"code"})
        found = library_bytecode(self.settings(bytecode="imported"), result, facts)
        self.assertEqual(sorted(found), sorted(map(facts.bytecode_path, (early, lacks))))
        stamp = b"\7\0\0\0" + b"\6\0\0\0"
        self.assertEqual(found[facts.bytecode_path(lacks)], bytes(8) + stamp + b"code")
        self.assertEqual(found[facts.bytecode_path(early)][:16], importlib.util.MAGIC_NUMBER + bytes(4) + stamp)
        self.assertEqual(library_bytecode(self.settings(bytecode="none"), result, facts), {})

    def test_the_base_s_bytecode_loses_its_time(self):
        source = self.sources["used"]
        subprocess.run([sys.executable, "-m", "py_compile", source], check=True)
        timed = self.read("used")
        found = standard_bytecode([source, self.sources["unused"]], {}, self.facts)
        self.assertEqual(list(found), [source])
        with open(source, "rb") as file:
            key = importlib.util.source_hash(file.read())
        self.assertEqual(found[source], timed[:4] + UNCHECKED + key + timed[16:])
        self.write(source, "X = 'longer than before'\n")
        self.assertEqual(standard_bytecode([source], {}, self.facts), {})
        self.assertEqual(standard_bytecode([source], {source: b"made before"}, self.facts), {source: b"made before"})

    def read(self, name: str) -> bytes:
        with open(self.facts.bytecode_path(self.sources[name]), "rb") as file:
            return file.read()
