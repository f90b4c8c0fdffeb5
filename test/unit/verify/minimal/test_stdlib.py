import os
import sys
import sysconfig

from verify.minimal.stdlib import OMISSIONS, standard_library
from verify.prune.rule import LEVELS, MAX, NONE, SAFE
from scratch import ScratchTest


class TestStandardLibrary(ScratchTest):
    def chosen(self, level: str, *loaded: str):
        root = os.path.join(self.root, "python3")
        found = standard_library([root], {os.path.join(root, path) for path in loaded}, level)
        return [os.path.relpath(path, root) for path in found]

    def add(self, *paths: str) -> None:
        for path in paths:
            self.write(os.path.join("python3", path))

    def test_leaves_out_what_no_image_can_use(self):
        self.add("os.py", "tkinter/ttk.py", "lib-dynload/_tkinter.so", "test/support/__init__.py", "unittest/test/test_case.py",
                 "unittest/mock.py", "site-packages/pip/__init__.py", "ensurepip/__init__.py", "config-3.13-x/Makefile",
                 "lib-dynload/_testcapi.so", "lib-dynload/_ssl.so", "_sysconfigdata__linux_.py", "LICENSE.txt")  # fmt: skip
        kept = ["LICENSE.txt", "_sysconfigdata__linux_.py", "lib-dynload/_ssl.so", "os.py", "unittest/mock.py"]
        self.assertEqual(self.chosen(NONE), kept)

    def test_the_level_of_pruning_decides_about_the_rest(self):
        self.add("pydoc_data/topics.py", "curses/__init__.py", "lib-dynload/readline.so")
        self.assertEqual(len(self.chosen(NONE)), 3)
        self.assertEqual(self.chosen(SAFE), ["curses/__init__.py", "lib-dynload/readline.so"])
        self.assertEqual(self.chosen(MAX), [])

    def test_what_was_loaded_stays_with_its_neighbours(self):
        self.add("tkinter/__init__.py", "tkinter/ttk.py", "idlelib/idle.py")
        self.assertEqual(self.chosen(NONE, "tkinter/__init__.py"), ["tkinter/__init__.py", "tkinter/ttk.py"])

    def test_bytecode_of_the_base_and_links_that_lead_elsewhere_stay_away(self):
        self.add("os.py", "__pycache__/os.cpython-313.pyc", "_sysconfigdata_a.py")
        self.link("python3/sitecustomize.py", self.write("etc/sitecustomize.py"))
        self.link("python3/_sysconfigdata_b.py", "_sysconfigdata_a.py")
        self.assertEqual(self.chosen(NONE), ["_sysconfigdata_a.py", "_sysconfigdata_b.py", "os.py"])

    def test_every_omission_has_a_level_and_a_reason(self):
        for one in OMISSIONS:
            self.assertIn(one.level, LEVELS)
            self.assertTrue(one.reason and one.globs, one.name)

    def test_what_this_interpreter_loads_to_start_is_never_omitted(self):
        root = sysconfig.get_path("stdlib")
        started = {os.path.realpath(path) for path in map(_source, list(sys.modules.values())) if path.startswith(root + "/")}
        chosen = {os.path.realpath(path) for path in standard_library([root], started, MAX)}
        # A distribution's sitecustomize lies in /etc and is left out on purpose.
        own = {path for path in started if "/site-packages/" not in path and path.startswith(os.path.realpath(root) + "/")}
        self.assertLessEqual(own, chosen)


def _source(module) -> str:
    return getattr(getattr(module, "__spec__", None), "origin", None) or ""
