"""Strategy.Minimal: lays out the system that an environment needs when there is nothing else in the image.

What goes in is what the interpreter, the standard library, the environment and the import check were seen to need;
a shell and a package manager are not among it.
"""
from __future__ import annotations

import os
from elf import read_elf
from environment import elf_files, files_below
from imports import ImportResult
from libc import GLIBC, family_of
from minimal_etc import bring_etc
from minimal_libraries import bring_libraries, elf_files_in
from minimal_lookup import bring_lookup
from minimal_python import bring_python
from minimal_tree import MinimalTree
from prove_expectation import expect, write_expectation
from python_facts import ask_python
from settings import Settings
from strip import strip
from system_libraries import SystemLibraries

_NOT_THE_IMAGES = ("/dev/", "/proc/", "/run/", "/sys/", "/tmp/", "/var/tmp/")


def lay_out_system(settings: Settings, result: ImportResult, modules: List[str]) -> None:
    """Fill `system` below Settings.out with the files of the image that are outside of the environment, and `proof` with
    what has to work there.

    Runs in the final stage's base after all proofs; `result` tells what the imports loaded, `modules` were imported.
    """
    facts = ask_python(settings.environment)
    python = read_elf(os.path.realpath(os.path.join(settings.environment, "bin/python")))
    family = family_of(python) or GLIBC
    tree = MinimalTree(os.path.join(settings.out, "system"))
    compiled = bring_python(tree, settings, result, facts)
    mapped = [path for path in result.mapped if _is_system(path, settings)]
    for path in mapped:
        tree.bring_library(path)
    files = [*elf_files(settings.environment), *elf_files_in([*compiled, *mapped])]
    system = SystemLibraries("/", family, os.environ.get("LD_LIBRARY_PATH", ""))
    libraries = bring_libraries(tree, python, files, system, family, settings.environment)
    libraries.update((elf.path, elf) for elf in elf_files_in(mapped) if elf.soname)
    bring_lookup(tree, facts.executable, libraries)
    bring_etc(tree, settings, facts, result.loaded)
    if settings.prune != "none":
        for entry in list(files_below(tree.root)):
            strip(entry.path)
    tree.close()
    failed = {failure.module for failure in result.failures}
    passed = [module for module in modules if module not in failed]
    names = sorted(os.path.basename(path).partition(".")[0] for path in compiled if "/lib-dynload/" in path)
    write_expectation(os.path.join(settings.out, "proof"), expect(settings, passed, names))


def _is_system(path: str, settings: Settings) -> bool:
    return not path.startswith((settings.environment + "/", *_NOT_THE_IMAGES)) and os.path.exists(path)
