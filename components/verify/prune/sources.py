"""What compilers and type checkers read, and an interpreter never does, because the compiled module lies beside it."""
from __future__ import annotations

import os
from typing import List, Set

from verify.prune.tree import Tree

_COMPILED_FROM = (".c", ".cc", ".cpp", ".cxx", ".pyx", ".pxd")
_COMPILERS = ("cython", "pybind11", "pythran", "cppyy", "ziglang", "nanobind")


def compiled_sources(tree: Tree) -> List[str]:
    """C, C++ and Cython sources whose extension module is in the same folder."""
    compiled = {_stem(path) for path in tree.named(".so")}
    return [path for path in tree.named(*_COMPILED_FROM) if os.path.splitext(path)[0] in compiled]


def stubs(tree: Tree) -> List[str]:
    """`.pyi` files beside the module that they describe, and packages of stubs alone.

    Others are data: type checkers bring typeshed, and lazy_loader reads a stub at import.
    """
    modules = {_stem(path) for path in tree.named(".py", ".so")} | {os.path.dirname(path) for path in tree.files}
    found = []
    for path in tree.named(".pyi"):
        stem = path[: -len(".pyi")]
        alone = any(part.endswith("-stubs") for part in path.split("/")[:-1])
        if (alone or stem in modules) and not _read_at_import(tree, stem + ".py"):
            found.append(path)
    return found


def can_compile(tree: Tree) -> bool:
    """Whether something in the environment compiles against headers."""
    return tree.has(*_COMPILERS)


def _read_at_import(tree: Tree, module: str) -> bool:
    return module in tree.files and b"attach_stub" in tree.read(module)


def _stem(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name.split('.', 1)[0]}"


def catalog_sources(tree: Tree) -> List[str]:
    """`.po` files whose compiled `.mo` is beside them, and the templates that they were made from."""
    compiled: Set[str] = {path[: -len(".mo")] for path in tree.named(".mo")}
    folders = {os.path.dirname(path) for path in compiled}
    found = [path for path in tree.named(".po") if path[: -len(".po")] in compiled]
    return found + [path for path in tree.named(".pot") if os.path.dirname(path) in folders]
