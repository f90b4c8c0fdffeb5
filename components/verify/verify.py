"""Proves that an environment works in the final stage, and lays out what passed below /out.

Runs as root in a throwaway stage made from the final stage's base, with the builder's root mounted at
Settings.builder and the environment mounted read-write at its final path:

    python3 -I -B verify.py verify.json

Nothing in it writes bytecode of the standard library beside its sources: what is there is the base's own.

Each room beside this file is a package with one door, its __init__.py; a room uses only those that stand before it:

    elf           what a loader reads of a file, and what can be taken out of it
    stage         the order, what is said, the files and the interpreter of this stage; 1st proof: it is the builder's
    distribution  what is installed, some of it asked for, and which modules it has; last proof: no installer is left
                  unless wanted
    prune         installers always, the rest by Settings.prune; what it took can be restored from the builder
    libraries     2nd proof: glibc not newer than here; what is not resolved, and the system package that has it
    imports       3rd proof, in a fresh process; a library that lacks is installed here and the imports run again
    bytecode      unchecked-hash .pyc by Settings.bytecode, taken from the imports where they compiled it
    inventory     bill of materials, packages with their bytes
    minimal       the image that starts from scratch: its system, and its own proof
    application   6th proof, in the image itself, once there is one: the code is compiled, imported, and tried
"""
from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from verify.bytecode import library_bytecode, store_bytecode
from verify.distribution import check_asked, check_leftovers, modules_to_import, read_distributions, wanted_installers
from verify.elf import GLIBC, read_elf
from verify.imports import Extensions, ImportProof, ImportResult, prove_extensions
from verify.inventory import components_of, warn_of_gpu, write_documents
from verify.libraries import Libraries, SystemPackages, check_libc, note_unresolved, package_manager
from verify.minimal import lay_out_system
from verify.prune import finish_pruning, prune
from verify.stage import (
    Layout, PythonFacts, Settings, ask_python, check_interpreter, elf_files, make_readable, read_settings, report,
)  # fmt: skip


def verify(settings: Settings) -> None:
    """Run all proofs in order. Raises Refusal at the first that fails."""
    interpreter = check_interpreter(settings)
    python, family = read_elf(interpreter.path), interpreter.family or GLIBC
    wanted = wanted_installers(settings.wanted, read_distributions(settings.environment))
    with report.phase("prune"):
        removed = prune(settings, wanted)
    make_readable(settings.environment)
    distributions = read_distributions(settings.environment)
    check_asked(settings.environment, settings.requested, distributions)
    modules = modules_to_import(distributions, settings.requested, settings.import_check)
    found = os.path.join(settings.out, "system-packages")
    system = SystemPackages(package_manager(settings.builder, found), python, family)
    proof = ImportProof(settings, interpreter, modules, distributions, system, removed)
    with report.phase("imports"):
        run = proof.start() if modules else None
        try:  # the files are looked at and copied while the imports run
            elfs = elf_files(settings.environment)
            check_libc(settings.builder, elfs, python, family)
            libraries = Libraries(elfs, system.libraries())
            facts = ask_python(settings.environment)
            environment = begin_environment(settings)
            result = proof.finish(run, libraries) if run else ImportResult()
        finally:
            if run:
                run.stop()
        libraries = libraries.anew(system.libraries())
        extensions = prove_extensions(settings, libraries, distributions, system) if modules else Extensions([], [])
    note_unresolved(libraries.anew(system.libraries()), distributions)
    warnings = [*proof.warnings, *extensions.warnings, *warn_of_gpu(settings.torch_backend, distributions, elfs)]
    check_leftovers(settings.environment, wanted)
    system.write_list(found)
    finish_environment(settings, environment, result, facts, again=removed.restored)
    packages = {*settings.runtime_packages, *system.packages}
    if settings.strategy == "minimal":
        with report.phase("system"):
            components = lay_out_system(settings, result, [*modules, *extensions.passed], packages)
    else:
        components = components_of(packages)
    write_documents(settings.environment, settings.out, components, warnings)


def begin_environment(settings: Settings) -> Layout:
    """Complete what pruning began, and copy to Settings.out/unproven what will not change any more. In a single stage
    nothing: there the environment stays where it is."""
    environment = Layout(os.path.join(settings.out, "unproven"))
    if settings.strategy != "single-stage":
        finish_pruning(settings)
        environment.copy_tree(settings.environment, later="RECORD")
    return environment


def finish_environment(
    settings: Settings, environment: Layout, result: ImportResult, facts: PythonFacts, again: bool
) -> None:
    """Make Settings.out/environment of what was begun, with bytecode; `again` completes the pruning once more, as files
    are back."""
    if settings.strategy != "single-stage":
        if again:
            finish_pruning(settings)
        with report.phase("bytecode"):
            store_bytecode(settings, result, facts)
            library = library_bytecode(settings, result, facts) if settings.strategy == "multi-stage" else {}
        with report.phase("layout"):
            environment.copy_tree(settings.environment)
            for path, data in library.items():
                environment.write(path, data)
    environment.close()
    environment.move(os.path.join(settings.out, "environment"))


def main(path: str) -> int:
    """Verify by the order in the file at `path`; returns the exit code."""
    try:
        with report.phase("verify"):
            verify(read_settings(path))
    except report.Refusal as refusal:
        report.error(refusal)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
