"""Finds the test suites in the environment that nothing else there needs.

Going by the name of the folder alone breaks packages: `import astropy` imports `astropy.tests`. So a folder `tests` is
one only if it holds test files, and it goes only if no other file of the environment imports it or names it. What stays
counts as "other file" in turn.
"""
from __future__ import annotations

import os
import re
from typing import Iterable, Iterator, List, Optional, Set

from verify.prune.tree import Tree

_TEST_FILE = re.compile(r"(^|/)(test_[^/]*|[^/]*_tests?)\.py$")
_NO_EVIDENCE = ("/conftest.py", "/setup.py", "/_pytesttester.py")
_FROM = re.compile(r"\s*from\s+([.\w]+)\s+import\s+(.*)")
_PLAIN = re.compile(r"\s*import\s+(.*)")
_LISTED = re.compile(r"\s*(\w+\s*,\s*)*tests\s*(,\s*\w+\s*)*[,)]*\s*(#.*)?")
_QUOTED = re.compile(r"""["'/:]([\w./-]*\btests\b[\w./-]*)""")
_DOTTED_END = re.compile(rb"[A-Za-z_][\w.]*$")
_LONGEST_NAME = 200


def unneeded_test_suites(tree: Tree) -> List[str]:
    """The files of all test suites that no file outside of them imports or names."""
    suites = _suites(tree)
    pending = {path: _mentions(tree, path) for path in _evidence(tree)}
    kept: Set[str] = set()
    while True:
        outside = [path for path in pending if _suite_of(path, suites - kept) is None]
        named = {name for path in outside for name in pending.pop(path)}
        found = {suite for suite in suites - kept if _dotted(tree, suite) in named}
        if not found:
            break
        kept |= found
    return [path for path in tree.files if _suite_of(path, suites - kept)]


def _suites(tree: Tree) -> Set[str]:
    """Outermost folders `tests` inside packages that hold test files."""
    found: Set[str] = set()
    for path in tree.files:
        if "/tests/" not in path or not _TEST_FILE.search(path):
            continue
        folder = path[: path.index("/tests/") + 6]
        if any(folder.startswith(f"{site}/") and folder != f"{site}/tests" for site in tree.sites):
            found.add(folder)
    return found


def _suite_of(path: str, suites: Set[str]) -> Optional[str]:
    at = path.find("/tests/")
    return path[: at + 6] if at >= 0 and path[: at + 6] in suites else None


def _evidence(tree: Tree) -> Iterable[str]:
    for path in tree.named(".py", ".so", ".pth", "/entry_points.txt"):
        if not path.endswith(_NO_EVIDENCE) and not os.path.islink(tree.path(path)):
            yield path


def _mentions(tree: Tree, path: str) -> Set[str]:
    """What the file imports or names that could be a suite, as dotted modules."""
    data = tree.read(path)
    if not path.endswith(".py"):
        return _compiled_mentions(data)
    package = _dotted(tree, os.path.dirname(path))
    found = {name for line in _lines_with_tests(data) for name in _named(line, package)}
    return {name[: match.end()] for name in found for match in [re.search(r"(^|\.)tests\b", name)] if match}


def _named(line: str, package: str) -> Set[str]:
    """Dotted modules that one line of a module in `package` may mean."""
    imported = _FROM.match(line)
    if imported:
        base = _absolute(imported.group(1), package)
        return {base, *(f"{base}.{name}" for name in re.findall(r"\w+", imported.group(2)))}
    plain = _PLAIN.match(line)
    if plain:
        return set(re.findall(r"[\w.]+", plain.group(1)))
    if _LISTED.fullmatch(line):  # within the parentheses of an import
        return {f"{package}.tests"}
    texts = [quoted.strip("./").replace("/", ".") for quoted in _QUOTED.findall(line)]
    return {name for text in texts for name in (text, f"{package}.{text}", f"{package.split('.')[0]}.{text}")}


def _lines_with_tests(data: bytes) -> Iterator[str]:
    at = data.find(b"tests")
    while at >= 0:
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        yield data[data.rfind(b"\n", 0, at) + 1 : end].decode("utf-8", "replace")
        at = data.find(b"tests", end)


def _compiled_mentions(data: bytes) -> Set[str]:
    found, at = set(), data.find(b".tests")
    while at >= 0:
        name = _DOTTED_END.search(data[max(at - _LONGEST_NAME, 0) : at])
        if name:
            found.add(name.group().decode() + ".tests")
        at = data.find(b".tests", at + 6)
    return found


def _dotted(tree: Tree, folder: str) -> str:
    site = next((site for site in tree.sites if folder.startswith(f"{site}/")), "")
    return folder[len(site) :].strip("/").replace("/", ".")


def _absolute(module: str, package: str) -> str:
    if not module.startswith("."):
        return module
    up = len(module) - len(module.lstrip("."))
    parents = package.split(".")[: len(package.split(".")) - up + 1]
    return ".".join([*parents, module.lstrip(".")]).strip(".")
