"""What a file of the environment imports, and which modules its texts name, as far as certain words stand in it."""
from __future__ import annotations

import ast
import os
import re
from functools import lru_cache
from typing import FrozenSet, Iterable, Iterator, NamedTuple, Optional, Set

from verify.elf import ElfError, read_elf
from verify.prune.tree import Tree

_FROM = re.compile(r"\s*(?:lazy\s+)?from\s+(\.*)([\w.]*)\s+import\s+([^#;]+)")
_PLAIN = re.compile(r"\s*(?:lazy\s+)?import\s+([^#;]+)")
_OPEN = re.compile(r"\s*(?:lazy\s+)?from\s+[\w.]+\s+import\s+(\([^)]*$|.*\\$)")
"""An import statement that goes on in the next line."""
_LISTED = re.compile(r"\s*(\w+(\s+as\s+\w+)?\s*,\s*)*\w+(\s+as\s+\w+)?\s*,?\s*\)?\s*(#.*)?")
_QUOTED = re.compile(r"""["'/:]([\w./-]+)""")
_DOTTED_START = re.compile(rb"[A-Za-z_][\w.]*$")
_DOTTED_REST = re.compile(rb"\.\w[\w.]*")
_LONGEST_NAME = 200


class Mentions(NamedTuple):
    """Dotted names of modules; some may be names of other things, or of nothing."""

    imported: Set[str]
    """By import statements, wherever they stand in the file."""
    named: Set[str]
    """By texts, as dotted modules or as paths, as they are written."""


def mentions(tree: Tree, path: str, words: Iterable[str]) -> Mentions:
    """What the file mentions in lines with one of the `words`. In what is no source, dotted names with `tests` in them count
    as imported: it holds the names of what it imports, but not how."""
    if not path.endswith(".py"):
        return Mentions(set(_named_beside_sources(tree, path)), set())
    data = tree.read(path)
    lines = [line for word in words for line in _lines_with(data, word.encode())]
    package = tree.module(os.path.dirname(path))
    named = {text.strip("./").replace("/", ".") for line in lines for text in _QUOTED.findall(line)}
    if any(_OPEN.match(line) or _LISTED.fullmatch(line) for line in lines):
        return Mentions(imported_by(data, package), named)
    return Mentions({name for line in lines for name in _imported(line, package)}, named)


def imported_by(data: bytes, package: str, at_once: bool = False) -> Set[str]:
    """Modules that a source in `package` imports, with each name that it takes from one; `at_once`: only those without
    which the import of the source fails, so no lazy ones. Nothing where it does not parse, as it cannot be imported then."""
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError):
        return set()
    nodes: Iterable[ast.AST] = tree.body if at_once else ast.walk(tree)
    found: Set[str] = set()
    if at_once and b"__lazy_modules__" in data:  # any may be lazy by it
        return found
    for node in nodes:
        if at_once and getattr(node, "is_lazy", False):
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node.module or "", node.level, package)
            if base is not None:
                found.update([base, *(f"{base}.{alias.name}" for alias in node.names)])
    return found


def _imported(line: str, package: str) -> Set[str]:
    """Like imported_by() of one line, which may be prose."""
    taken = _FROM.match(line)
    if taken:
        base = _absolute(taken[2], len(taken[1]), package)
        return set() if base is None else {base, *(f"{base}.{name}" for name in re.findall(r"\w+", taken[3]))}
    plain = _PLAIN.match(line)
    return set(re.findall(r"[\w.]+", plain[1])) if plain else set()


def _absolute(module: str, level: int, package: str) -> Optional[str]:
    if not level:
        return module
    parents = package.split(".") if package else []
    if level - 1 >= len(parents):
        return None
    return ".".join(filter(None, [*parents[: len(parents) - level + 1], module]))


def _lines_with(data: bytes, word: bytes) -> Iterator[str]:
    at = data.find(word)
    while at >= 0:
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        yield data[data.rfind(b"\n", 0, at) + 1 : end].decode("utf-8", "replace")
        at = data.find(word, end)


@lru_cache(maxsize=None)
def _named_beside_sources(tree: Tree, path: str) -> FrozenSet[str]:
    """Dotted names with `tests` in a file that is no source; read once, as libraries can be large, and not at all where it
    is a library that imports nothing."""
    if path.endswith(".so"):
        try:
            elf = read_elf(tree.path(path))
        except (OSError, ElfError):
            elf = None
        if elf and not elf.has_symbols("PyImport_"):
            return frozenset()
    return frozenset(_dotted_with_tests(tree.read(path)))


def _dotted_with_tests(data: bytes) -> Iterator[str]:
    ending = b".tests"
    at = data.find(ending)
    while at >= 0:
        name = _DOTTED_START.search(data[max(at - _LONGEST_NAME, 0) : at])
        if name:
            longer = _DOTTED_REST.match(data, at + len(ending))
            yield from {f"{name.group().decode()}{ending.decode()}{rest}" for rest in ("", longer.group().decode() if longer else "")}
        at = data.find(ending, at + len(ending))
