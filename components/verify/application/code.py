"""The layer of the application's code: as it was laid out or prepared, with directories for the user, and bytecode."""
from __future__ import annotations

import json
import os
import re
import stat
from typing import Iterable, Iterator, List

from verify.application.order import Order
from verify.application.unreadable import warn_of_unreadable
from verify.stage import DOCUMENTS, Layout, PythonFacts, Settings, ask_python, compile_modules, report

WARNINGS = f"{DOCUMENTS}/source-warnings.json"
_TEST = re.compile(r"/tests?/|/(?:test_[^/]*|[^/]*_test|conftest)\.py$")


class Code:
    """A Layout of the layer, beside the same files in place, below / of this stage."""

    def __init__(self, settings: Settings, facts: PythonFacts):
        """Begin with nothing."""
        self.settings = settings
        self.facts = facts
        self._tree = Layout(settings.out)

    def take(self, root: str) -> None:
        """Take all that is below `root`, the root of a tree that lies in place already."""
        for entry in entries_below(root):
            path = "/" + os.path.relpath(entry.path, root)
            if entry.is_dir(follow_symlinks=False):
                self._tree.directory(path, stat.S_IMODE(os.stat(path).st_mode))
            else:
                self._tree.copy(entry.path, path)

    def make_writable(self, directories: Iterable[str]) -> None:
        """Give directories to the image's user with all that the code has in them; those that lack are made."""
        for directory in map(os.path.realpath, directories):
            os.makedirs(directory, mode=0o755, exist_ok=True)
            self._tree.directory(directory, stat.S_IMODE(os.stat(directory).st_mode))
            for root in (self._tree.root, "/"):
                place = os.path.join(root, directory.lstrip("/"))
                os.lchown(place, *self.settings.ids)
            for entry in entries_below(self._tree.inside(directory)):
                os.lchown(entry.path, *self.settings.ids)
                os.lchown("/" + os.path.relpath(entry.path, self._tree.root), *self.settings.ids)

    def compile(self) -> None:
        """Compile every module of the code but its tests, and note what cannot be read."""
        files = ["/" + os.path.relpath(entry.path, self._tree.root) for entry in entries_below(self._tree.root)]
        modules = [path for path in files if path.endswith(".py") and os.path.isfile(path) and not _TEST.search(path)]
        if self.settings.bytecode != "none":
            self.add_bytecode(modules)
        bare = [path for path in modules if not os.path.exists(self.facts.bytecode_path(path))]
        texts = warn_of_unreadable(bare, self.settings.workdir)
        for text in texts:
            report.warning(text)
        if texts:
            self._tree.write(WARNINGS, json.dumps(texts, indent=1) + "\n")

    def close(self) -> None:
        """Fix what depends on the time of the build."""
        self._tree.close()

    def has(self, path: str) -> bool:
        """Whether there is anything of the code at a path."""
        return os.path.lexists(self._tree.inside(path))

    def write(self, path: str, data: bytes) -> None:
        """Add a file that is in no tree."""
        self._tree.write(path, data)

    def add_bytecode(self, sources: List[str]) -> None:
        """Compile sources, and take what comes of it."""
        compile_modules(self.settings.environment, sorted(sources))
        for source in sources:
            compiled = self.facts.bytecode_path(source)
            if os.path.exists(compiled):
                self._tree.copy(compiled)


def code_below(roots: Iterable[str], order: Order) -> Code:
    """The code that lies below `roots` and in place, compiled, with the directories of the order."""
    code = Code(order.settings, ask_python(order.settings.environment))
    for root in filter(os.path.isdir, roots):
        code.take(root)
    code.make_writable(order.writable)
    code.compile()
    return code


def entries_below(root: str) -> Iterator["os.DirEntry[str]"]:
    """Directories, files and links below `root`, directories before what is in them; anything else is left out."""
    todo = [root]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    yield entry
                    todo.append(entry.path)
                elif entry.is_symlink() or entry.is_file():
                    yield entry


def link_in_place(root: str) -> None:
    """Have all that is below `root` at its own path, too, as links of the same files; files that are there give way."""
    for entry in entries_below(root):
        path = "/" + os.path.relpath(entry.path, root)
        if entry.is_dir(follow_symlinks=False):
            os.makedirs(path, mode=0o755, exist_ok=True)
        else:
            if os.path.lexists(path):
                os.remove(path)
            os.link(entry.path, path, follow_symlinks=False)
