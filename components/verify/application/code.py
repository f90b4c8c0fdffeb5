"""The layer of the application's code: as it was laid out or prepared, with directories for the user, and bytecode."""
from __future__ import annotations

import json
import os
import re
import stat
from typing import Iterable, Iterator, List

from verify.application.unreadable import warn_of_unreadable
from verify.bytecode import library_bytecode
from verify.imports import ImportResult
from verify.inventory import PLACE
from verify.stage import Layout, PythonFacts, Settings, compile_modules, report

WARNINGS = f"{PLACE}/source-warnings.json"
_TEST = re.compile(r"/tests?/|/(?:test_[^/]*|[^/]*_test|conftest)\.py$")


class Code:
    """A Layout of the layer, beside the same files in place, below / of this stage."""

    def __init__(self, settings: Settings, facts: PythonFacts):
        """Begin with nothing."""
        self._settings = settings
        self._facts = facts
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
                os.lchown(place, *self._settings.ids)
            for entry in entries_below(self._tree.inside(directory)):
                os.lchown(entry.path, *self._settings.ids)
                os.lchown("/" + os.path.relpath(entry.path, self._tree.root), *self._settings.ids)

    def compile(self) -> None:
        """Compile every module of the code but its tests, and note what cannot be read."""
        files = ["/" + os.path.relpath(entry.path, self._tree.root) for entry in entries_below(self._tree.root)]
        modules = [path for path in files if path.endswith(".py") and os.path.isfile(path) and not _TEST.search(path)]
        if self._settings.bytecode != "none":
            self._add_bytecode(modules)
        bare = [path for path in modules if not os.path.exists(self._facts.bytecode_path(path))]
        texts = warn_of_unreadable(bare, self._settings.workdir)
        for text in texts:
            report.warning(text)
        if texts:
            self._tree.write(WARNINGS, json.dumps(texts, indent=1) + "\n")

    def compile_loaded(self, loaded: Iterable[str]) -> None:
        """Compile what was loaded and has no bytecode yet: of the code, the environment and the standard library."""
        settings, facts = self._settings, self._facts
        if settings.bytecode == "none":
            return
        bare = [path for path in sorted(loaded) if path.endswith(".py") and not os.path.exists(facts.bytecode_path(path))]
        own = (settings.environment + "/", *self._minimal_libraries())
        self._add_bytecode([path for path in bare if path.startswith(own) or os.path.lexists(self._tree.inside(path))])
        if settings.strategy == "multi-stage":
            for path, data in library_bytecode(settings, ImportResult(loaded=bare), facts).items():
                self._tree.write(path, data)

    def close(self) -> None:
        """Fix what depends on the time of the build."""
        self._tree.close()

    def _minimal_libraries(self) -> List[str]:
        """The standard library where it is the image's own, not a base's."""
        directories = {self._facts.stdlib, self._facts.platstdlib}
        return sorted(f"{one}/" for one in directories) if self._settings.strategy == "minimal" else []

    def _add_bytecode(self, sources: List[str]) -> None:
        compile_modules(self._settings.environment, sorted(sources))
        for source in sources:
            compiled = self._facts.bytecode_path(source)
            if os.path.exists(compiled):
                self._tree.copy(compiled)


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
