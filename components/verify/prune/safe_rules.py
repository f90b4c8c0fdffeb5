"""Rules for what no program needs at run time."""
from __future__ import annotations

import shutil
from typing import Iterable, List

from verify.prune import package_files as known
from verify.prune.named_files import unnamed
from verify.prune.rule import NONE, SAFE, Rule, files
from verify.prune.sources import can_compile, catalog_sources, compiled_sources, stubs
from verify.prune.test_suites import unneeded_test_suites
from verify.prune.tree import Tree


def _old_bytecode(tree: Tree) -> Iterable[str]:
    return [path for path in tree.named(".pyc") if "/__pycache__/" in path]


def _builder_records(tree: Tree) -> Iterable[str]:
    local = [path for path in tree.match("*.dist-info/direct_url.json") if b'"file:' in tree.read(path)]
    return [*local, *tree.match("/CACHEDIR.TAG", "/.lock", "/.gitignore", "*.dist-info/uv_cache.json")]


def _test_suites(tree: Tree) -> Iterable[str]:
    return unneeded_test_suites(tree, tree.match(*known.TEST_SUITES))


def _headers(tree: Tree) -> Iterable[str]:
    compiler = any(shutil.which(name) for name in ("cc", "gcc", "clang"))
    return [] if compiler or can_compile(tree) else unnamed(tree, tree.match(*known.HEADERS))


def _notebook_unused(tree: Tree) -> Iterable[str]:
    assets = [] if tree.has("jupyter-core") else [*tree.match(*known.NOTEBOOK), *lab_extensions(tree)]
    return [*assets, *([] if tree.has("anywidget") else tree.match(*known.WIDGETS))]


def lab_extensions(tree: Tree) -> List[str]:
    """What a notebook server would hand to the browser."""
    return [path for path in tree.match(*known.LAB_EXTENSIONS) if not path.endswith(".py")]


SAFE_RULES = (
    Rule("old-bytecode", NONE, "it is compiled anew, without times, where it is worth its bytes", _old_bytecode),
    Rule("builder-records", NONE, "they tell of times and paths of the builder", _builder_records),
    Rule("test-suites", SAFE, "nothing outside of them imports or names them", _test_suites),
    Rule("stubs", SAFE, "only type checkers read them; the module is beside them", stubs),
    Rule("compiled-sources", SAFE, "the extension module made from them is beside them", compiled_sources),
    Rule("headers", SAFE, "only compilers read them, and there is none; no source names them", _headers),
    Rule("catalog-sources", SAFE, "gettext reads the compiled catalogs beside them", catalog_sources),
    Rule("manuals", SAFE, "there is no program that shows them", files("/share/man", "/share/doc", "/share/info")),
    Rule("notebook-unused", SAFE, "no notebook server or widget library is installed that could load them", _notebook_unused),
)
