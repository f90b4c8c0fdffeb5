"""Strategy.Minimal: lays out the system that an environment needs when there is nothing else in the image.

What goes in is what the interpreter, the standard library, the environment and the import check were seen to need, and
the system packages that were asked for; a shell and a package manager are not among it.
"""
from __future__ import annotations

import os
from typing import Dict, Iterable, List

from verify.elf import GLIBC, Elf, read_elf, strip
from verify.imports import ImportResult, ImportRun
from verify.inventory import components, python_component, read_packages
from verify.minimal.etc import ZONES, bring_etc
from verify.minimal.expectation import expect, write_expectation
from verify.minimal.libraries import bring_libraries, elf_files_in
from verify.minimal.lookup import bring_lookup
from verify.minimal.python import bring_python
from verify.minimal.records import bring_records, owners_of_tree
from verify.minimal.tree import MinimalTree
from verify.minimal.wanted import bring_wanted
from verify.stage import Interpreter, Settings, ask_python, elf_files, files_below, final_interpreter

_NOT_THE_IMAGES = ("/dev/", "/proc/", "/run/", "/sys/", "/tmp/", "/var/tmp/")
_CHARACTER_SETS = "/gconv/gconv-modules.cache"
"""Mapped by every program; it lists files that come only where something converts by them."""


def lay_out_system(settings: Settings, result: ImportResult, modules: List[str], wanted: Iterable[str]) -> List[Dict]:
    """Fill `system` below Settings.out with the files of the image that are outside of the environment, and `proof` with
    what has to work there. Gives the components for the bill of materials.

    Runs in the final stage's base after all proofs; `result` tells what the imports of `modules` loaded (where nothing
    was imported, what the interpreter loads to start counts), `wanted` are system packages.
    """
    result = result if result.loaded else ImportRun(settings, []).result()
    tree = MinimalTree(os.path.join(settings.out, "system"))
    python = final_interpreter(os.path.join(settings.environment, "bin/python"))
    packages = read_packages()
    compiled = _fill(tree, settings, python, result, bring_wanted(tree, wanted, packages))
    packages = owners_of_tree(tree, packages)
    bring_records(tree, packages)
    if settings.prune != "none":
        for entry in list(files_below(tree.root)):
            strip(entry.path)
    tree.close()
    failed = {failure.module for failure in result.failures}
    names = sorted(os.path.basename(path).partition(".")[0] for path in compiled if "/lib-dynload/" in path)
    missed = set() if os.path.lexists(tree.inside(ZONES)) else {"time_zones"}
    expectation = expect(settings, [module for module in modules if module not in failed], names, missed)
    write_expectation(os.path.join(settings.out, "proof"), expectation)
    return [python_component(python.version or ""), *components(packages)]


def _fill(
    tree: MinimalTree, settings: Settings, python: Interpreter, result: ImportResult, wanted: List[Elf]
) -> List[str]:
    """Bring everything but whole packages, which are there already: `wanted` are their ELF files. Gives the paths of the
    compiled modules of the standard library."""
    facts = ask_python(settings.environment)
    compiled = bring_python(tree, settings, python.path, result, facts)
    mapped = [path for path in result.mapped if _is_system(path, settings)]
    for path in mapped:
        tree.bring_library(path)
    opened = [*elf_files_in(mapped), *wanted]
    files = [*elf_files(settings.environment), *elf_files_in(compiled), *opened]
    program = read_elf(python.path)
    libraries = bring_libraries(tree, program, files, python.family or GLIBC, settings.environment)
    bring_etc(tree, settings, facts, result.loaded)
    bring_lookup(tree, python.path, [*libraries.items(), *((elf.path, elf) for elf in opened)])
    return compiled


def _is_system(path: str, settings: Settings) -> bool:
    return not path.startswith((settings.environment + "/", *_NOT_THE_IMAGES)) and not path.endswith(_CHARACTER_SETS)
