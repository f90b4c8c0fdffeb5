import os

from verify.application.changes import changes
from scratch import ScratchTest


class TestChanges(ScratchTest):
    def changed(self) -> list:
        directory = os.path.join(self.root, "now")
        before = os.path.join(self.root, "before")
        os.makedirs(os.path.join(before, directory.lstrip("/")), exist_ok=True)
        return sorted(os.path.relpath(path, directory) for path in changes(directory, before))

    def both(self, path: str, content: str) -> None:
        for root in ("now", f"before{self.root}/now"):
            self.write(f"{root}/{path}", content)

    def test_what_is_the_same_is_none_whatever_its_times(self):
        self.both("a/same.txt", "1")
        self.link("now/link", "a")
        self.link(f"before{self.root}/now/link", "a")
        os.utime(os.path.join(self.root, "now/a/same.txt"), (7, 7))
        self.assertEqual(self.changed(), [])

    def test_new_and_other_files_links_modes_and_directories(self):
        for name in ("content", "mode", "size"):
            self.both(name, "one")
        self.write("now/content", "two")
        self.write("now/size", "three")
        os.chmod(os.path.join(self.root, "now/mode"), 0o755)
        self.write("now/new/file", "")
        os.makedirs(os.path.join(self.root, "now/new/empty"))
        self.link("now/link", "gone")
        self.assertEqual(self.changed(), ["content", "link", "mode", "new", "new/empty", "new/file", "size"])

    def test_bytecode_and_what_is_no_file_are_left_out(self):
        self.write("now/pkg/__pycache__/a.cpython-313.pyc", "")
        self.write("now/pkg/a.py", "")
        os.mkfifo(os.path.join(self.root, "now/pkg/pipe"))
        self.assertEqual(self.changed(), ["pkg", "pkg/a.py"])
