import os
from typing import Dict, Tuple

from verify.stage.layout import Layout
from scratch import ScratchTest


def facts(root: str) -> Dict[str, Tuple]:
    """Mode, time and content or target of everything below `root`."""
    found = {}
    for directory, names, files in os.walk(root):
        for name in names + files:
            path = os.path.join(directory, name)
            state = os.lstat(path)
            content = os.readlink(path) if os.path.islink(path) else None
            if os.path.isfile(path) and content is None:
                with open(path, encoding="utf-8") as file:
                    content = file.read()
            found[os.path.relpath(path, root)] = (oct(state.st_mode & 0o7777), state.st_mtime, content)
    return found


class TestLayout(ScratchTest):
    def copied(self, name: str = "out") -> str:
        source = os.path.join(self.root, "opt")
        layout = Layout(os.path.join(self.root, name))
        layout.copy_tree(source)
        layout.close()
        return layout.inside(source)

    def test_is_the_same_whatever_modes_and_times_were(self):
        os.chmod(self.write("opt/v/bin/tool", "#!"), 0o4710)
        os.chmod(self.write("opt/v/a.py", "x"), 0o600)
        self.link("opt/v/lib64", "lib")
        first = facts(self.copied())
        os.utime(os.path.join(self.root, "opt/v/a.py"), (7, 7))
        os.chmod(os.path.join(self.root, "opt/v"), 0o775)
        self.assertEqual(facts(self.copied("again")), first)
        self.assertEqual(first["v/bin/tool"], ("0o755", 0, "#!"))
        self.assertEqual(first["v/a.py"], ("0o644", 0, "x"))
        self.assertEqual(first["v"][:2], ("0o755", 0))
        self.assertEqual(first["v/lib64"][1:], (0, "lib"))

    def test_hard_links_stay_hard_links(self):
        path = self.write("opt/a", "x")
        os.link(path, os.path.join(self.root, "opt/b"))
        copy = self.copied()
        self.assertTrue(os.path.samefile(os.path.join(copy, "a"), os.path.join(copy, "b")))
        self.assertFalse(os.path.samefile(os.path.join(copy, "a"), path))

    def test_a_second_call_adds_what_was_left_or_is_new(self):
        self.write("opt/a.py", "first")
        self.write("opt/i/RECORD", "old")
        layout = Layout(os.path.join(self.root, "out"))
        layout.copy_tree(os.path.join(self.root, "opt"), later="RECORD")
        self.assertFalse(os.path.exists(layout.inside(os.path.join(self.root, "opt/i/RECORD"))))
        self.write("opt/i/RECORD", "new")
        self.write("opt/__pycache__/a.pyc", "code")
        layout.copy_tree(os.path.join(self.root, "opt"))
        layout.close()
        found = facts(layout.inside(os.path.join(self.root, "opt")))
        self.assertEqual({path: fact[2] for path, fact in found.items() if fact[2]},
                         {"a.py": "first", "i/RECORD": "new", "__pycache__/a.pyc": "code"})  # fmt: skip
        self.assertEqual({fact[1] for fact in found.values()}, {0})

    def test_what_is_there_stays(self):
        layout = Layout(os.path.join(self.root, "out"))
        layout.write("/etc/x", "mine")
        layout.copy(self.write("other", "theirs"), "/etc/x")
        layout.directory("/tmp", 0o1777)
        layout.write("/bin/run", "#!", executable=True)
        layout.link("/sbin", "bin")
        layout.close()
        self.assertEqual(facts(layout.root), {
            "etc": ("0o755", 0, None), "etc/x": ("0o644", 0, "mine"), "tmp": ("0o1777", 0, None), "bin": ("0o755", 0, None),
            "bin/run": ("0o755", 0, "#!"), "sbin": ("0o777", 0, "bin"),
        })  # fmt: skip
