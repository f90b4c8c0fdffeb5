"""Finds the test suites in the environment that nothing else there needs.

Going by the name of the folder alone breaks packages: `import astropy` imports `astropy.tests`. So a folder `tests` is
one only if it holds test files, and it goes only if no other file of the environment imports it or names it. What stays
counts as "other file" in turn.
"""
from __future__ import annotations

import os
import re
from typing import Iterable, List, Optional, Set

from verify.prune.mentions import mentions
from verify.prune.tree import Tree

_TEST_FILE = re.compile(r"(^|/)(test_[^/]*|[^/]*_tests?)\.py$")
_NO_EVIDENCE = ("/conftest.py", "/setup.py", "/_pytesttester.py")
_UP_TO_TESTS = re.compile(r"(?:.*?\.)?tests\b")


def unneeded_test_suites(tree: Tree, known: Iterable[str] = ()) -> List[str]:
    """The files of all test suites that no file outside of them imports or names. Files that are `known` to be of test
    suites are among them, whatever names them."""
    known = set(known)
    suites = _suites(tree, known)
    pending = {path for path in _evidence(tree) if path not in known} if suites else set()
    while True:
        outside = {path for path in pending if _suite_of(path, suites) is None}
        named = {name for path in outside for name in _mentioned(tree, path)}
        found = {suite for suite in suites if tree.module(suite) in named}
        if not found:
            break
        suites -= found
        pending -= outside
    return [path for path in tree.files if path in known or _suite_of(path, suites)]


def _suites(tree: Tree, known: Set[str]) -> Set[str]:
    """Outermost folders `tests` inside packages that hold test files."""
    found: Set[str] = set()
    for path in tree.files:
        if "/tests/" not in path or path in known or not _TEST_FILE.search(path):
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


def _mentioned(tree: Tree, path: str) -> Set[str]:
    """What the file imports or names that could be a suite; a name may be relative to its package, or to the outermost."""
    found, package = mentions(tree, path, ["tests"]), tree.module(os.path.dirname(path))
    relative = {f"{base}.{name}" for name in found.named for base in (package, package.split(".")[0])}
    matches = [_UP_TO_TESTS.match(name) for name in found.imported | found.named | relative]
    return {match.group() for match in matches if match}
