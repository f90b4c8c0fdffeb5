import contextlib
import dataclasses
import io
import json
import os

from verify.application import finish as at
from verify.application.code import Code, link_in_place
from verify.application.collect import collect
from verify.application.loaded import compile_loaded
from verify.application.order import OUT, Order, read_order
from verify.stage import ask_python
from scratch import ScratchTest, order


class TestOrder(ScratchTest):
    def test_is_read_whole(self):
        given = {"verify": order(workdir="/app/x"), "imports": ["shop"], "smokeTests": [["a", "b"]], "writable": ["/app/x"]}
        read = read_order(self.write("application.json", json.dumps(given)))
        self.assertEqual((read.imports, read.smoke_tests, read.writable), (["shop"], [["a", "b"]], ["/app/x"]))
        self.assertEqual((read.settings.out, read.kept), (OUT, ["/app/x", "/opt/venv"]))


class TestCode(ScratchTest):
    """The code lies in place, as the engine has copied it there, and once more as what goes on."""

    def setUp(self) -> None:
        super().setUp()
        self.work = os.path.join(self.root, "app")
        settings = dataclasses.replace(self.make_environment(), workdir=self.work, out=os.path.join(self.root, "out"))
        self.order = Order(settings, [], [], [])
        self.code = Code(settings, ask_python(self.environment))

    def place(self, path: str, content: str = "") -> None:
        self.write(f"app/{path}", content)
        self.write(f"code{self.work}/{path}", content)

    def laid_out(self) -> dict:
        self.code.close()
        found = {}
        root = self.order.settings.out + self.work
        for directory, _, files in os.walk(root):
            for name in [*files, ""]:
                path = os.path.join(directory, name)
                found[os.path.relpath(path, root)] = os.lstat(path)
        self.assertEqual({state.st_mtime for state in found.values()}, {0})
        return found

    def test_what_was_laid_out_is_linked_in_place_where_files_of_the_base_give_way(self):
        self.write(f"code{self.work}/shop/a.py", "new")
        self.write("app/shop/a.py", "of the base")
        self.write("app/shop/b.py", "of the base")
        os.symlink("a.py", os.path.join(self.root, f"code{self.work}/shop/c.py"))
        link_in_place(os.path.join(self.root, "code"))
        texts = {}
        for name in "abc":
            with open(os.path.join(self.work, f"shop/{name}.py")) as file:
                texts[name] = file.read()
        self.assertEqual(texts, {"a": "new", "b": "of the base", "c": "new"})
        self.assertEqual(os.readlink(os.path.join(self.work, "shop/c.py")), "a.py")

    def test_every_module_is_compiled_whatever_does_not_compile(self):
        for name in ("shop/a.py", "shop/b.py", "template.py", "readme.md"):
            self.place(name, "{{ no }} python" if name == "template.py" else "")
        self.code.take(os.path.join(self.root, "code"))
        with contextlib.redirect_stderr(io.StringIO()):
            self.code.compile()
        tag = ask_python(self.environment).cache_tag
        files = {path for path in self.laid_out() if not os.path.isdir(os.path.join(self.work, path))}
        compiled = {f"shop/__pycache__/{name}.{tag}.pyc" for name in "ab"}
        self.assertEqual(files, {"shop/a.py", "shop/b.py", "template.py", "readme.md", *compiled})
        with open(f"{self.order.settings.out}{self.work}/shop/__pycache__/a.{tag}.pyc", "rb") as file:
            self.assertEqual(file.read(8)[4:], (1).to_bytes(4, "little"), "unchecked-hash")

    def test_what_this_python_cannot_read_is_warned_of(self):
        for name in ("a", "b", "c", "d", "templates/e", "tests/f", "shop_{{ name }}/g"):
            self.place(f"{name}.py", "import os\nprint 'old'\n")
        self.place("fine.py")
        self.code.take(os.path.join(self.root, "code"))
        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.code.compile()
        with open(self.order.settings.out + "/usr/share/python-image/source-warnings.json") as file:
            texts = json.load(file)
        self.assertEqual([text.partition(":")[0] for text in texts[:-1]], [f"{name}.py, line 2" for name in "abc"])
        self.assertEqual(texts[-1], "Nor can it read 1 more of the files of `source`.")
        self.assertIn("python-image: warning: a.py, line 2", said.getvalue())

    def test_tests_are_compiled_only_where_they_were_loaded(self):
        tests = ["shop/tests/a.py", "test_b.py", "b_test.py", "conftest.py", "test/helpers.py"]
        for name in ["shop/contest.py", "latest_b.py", *tests]:
            self.place(name)
        self.code.take(os.path.join(self.root, "code"))
        self.code.compile()
        compile_loaded(self.code, [os.path.join(self.work, "test/helpers.py")])
        compiled = {os.path.basename(path).partition(".")[0] for path in self.laid_out() if path.endswith(".pyc")}
        self.assertEqual(compiled, {"contest", "latest_b", "helpers"})

    def test_none_is_compiled_where_none_is_wanted(self):
        self.place("a.py")
        self.code = Code(dataclasses.replace(self.order.settings, bytecode="none"), ask_python(self.environment))
        self.code.take(os.path.join(self.root, "code"))
        self.code.compile()
        compile_loaded(self.code, [self.write(f"{os.path.relpath(self.site, self.root)}/lazy.py")])
        self.assertEqual(set(self.laid_out()), {".", "a.py"})

    def test_what_was_loaded_of_the_environment_is_compiled_unless_it_is(self):
        lazy, known = (self.write(os.path.join(self.site, name)) for name in ("lazy.py", "known.py"))
        facts = ask_python(self.environment)
        self.write(facts.bytecode_path(known), "compiled before")
        compile_loaded(self.code, [lazy, known, "/nowhere/x.py"])
        self.code.close()
        self.assertTrue(os.path.exists(self.order.settings.out + facts.bytecode_path(lazy)))
        self.assertFalse(os.path.exists(self.order.settings.out + facts.bytecode_path(known)))

    def test_writable_directories_are_made_and_those_of_the_base_keep_their_modes(self):
        os.makedirs(os.path.join(self.work, "shared"))
        os.chmod(os.path.join(self.work, "shared"), 0o1777)
        self.place("media/logo.svg")
        self.code.take(os.path.join(self.root, "code"))
        self.code.make_writable([os.path.join(self.work, name) for name in ("media", "shared", "new/deep")])
        found = self.laid_out()
        self.assertLessEqual({"media", "media/logo.svg", "shared", "new/deep"}, {path.rstrip("/.") for path in found})
        self.assertEqual(found["shared/." if "shared/." in found else "shared"].st_mode & 0o7777, 0o1777)

    def test_what_prepare_wrote_is_collected_and_nothing_else(self):
        self.write(f"before{self.work}/main.py", "same")
        self.write("app/main.py", "same")
        self.write("app/static/a.css", "a")
        self.write("app/static/__pycache__/x.pyc", "")
        self.write("venv/share/model.bin", "m")
        self.write(f"before{self.environment}/pyvenv.cfg", f"home = /\n")
        home = os.environ.get("HOME", "/")
        self.addCleanup(os.environ.__setitem__, "HOME", home)
        os.environ["HOME"] = self.root + "/home"
        self.write("home/.cache/browser", "x" * 2_000_000)
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            collect(self.order, os.path.join(self.root, "before"))
        self.assertIn(f"prepare wrote 2.0 MB below {self.root}/home, which is not in the image", said.getvalue())
        out = self.order.settings.out
        self.assertTrue(os.path.exists(f"{out}{self.work}/static/a.css"))
        self.assertTrue(os.path.exists(f"{out}{self.environment}/share/model.bin"))
        self.assertFalse(os.path.exists(f"{out}{self.work}/main.py"))
        self.assertFalse(os.path.exists(f"{out}{self.work}/static/__pycache__"))

    def test_a_failure_is_printed_and_is_the_exit_code(self):
        given = {"verify": order(environment=self.environment, workdir=self.work), "imports": ["gone"], "smokeTests": [], "writable": []}
        path = self.write("application.json", json.dumps(given))
        before, at.CODE = at.CODE, os.path.join(self.root, "none")
        self.addCleanup(setattr, at, "CODE", before)
        self.assertEqual(at.main(path), 1)
