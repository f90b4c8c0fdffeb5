"""Proves that an environment works in the final stage, and lays out what passed below /out.

Runs as root in a throwaway stage made from the final stage's base, with the builder's root mounted at
Settings.builder and the environment mounted read-write at its final path:

    python3 -I -B verify.py verify.json

Nothing in it writes bytecode of the standard library beside its sources: what is there is the base's own.

The order, and who reads what:

1. interpreter   same path, version, ABI, libc family and machine as in the builder (static, refuses)
2. prune         installers always, the rest by Settings.prune; strips; what it took can be restored from the builder
3. libraries     every ELF file left: glibc not newer than here (refuses), unresolved libraries (candidates)
4. imports       one fresh process; a missing system library is installed here and the imports run again;
                 gives an ImportResult (imports.py) for the steps below
5. bytecode      unchecked-hash .pyc by Settings.bytecode, taken from ImportResult.compiled where it is there
6. leftovers     no installer is left unless wanted
7. inventory     SBOM, packages with their bytes, budget
8. layout        Settings.out: environment, sbom, system-packages; for minimal also system/
"""
from __future__ import annotations

import os
import sys
from typing import Dict, List, Optional

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import report
from deliver import Delivery
from distributions import Distribution, owners, read_distributions
from elf import read_elf
from environment import elf_files, make_readable
from glibc_proof import check_libc
from import_proof import ImportProof
from imports import ImportResult
from interpreter import check_interpreter
from leftovers import check_leftovers, wanted_installers
from libc import GLIBC
from libraries import Libraries
from modules import import_names
from prune import prune
from settings import Settings, read_settings
from system_packages import SystemPackages, package_manager


def verify(settings: Settings) -> None:
    """Run all proofs in order. Raises Refusal at the first that fails."""
    interpreter = check_interpreter(settings)
    wanted = wanted_installers(settings.wanted, read_distributions(settings.environment))
    with report.phase("prune"):
        removed = prune(settings, wanted)
    make_readable(settings.environment)
    distributions = read_distributions(settings.environment)
    python = read_elf(interpreter.path)
    found = os.path.join(settings.out, "system-packages")
    system = SystemPackages(package_manager(settings.builder, found), python, interpreter.family or GLIBC)
    modules = modules_to_import(settings, distributions)
    proof = ImportProof(settings, modules, distributions, system, removed)
    with report.phase("imports"):
        run = proof.start() if modules else None
        try:  # the files are looked at and copied while the imports run
            elfs = elf_files(settings.environment)
            check_libc(settings, elfs, python, interpreter.family or GLIBC)
            libraries = Libraries(elfs, system.libraries())
            delivery = Delivery(settings)
            result = proof.finish(run, libraries) if run else ImportResult()
        finally:
            if run:
                run.stop()
    note_unresolved(libraries.anew(system.libraries()), distributions)
    check_leftovers(settings.environment, wanted)
    os.makedirs(found, exist_ok=True)
    with open(os.path.join(found, "list"), "w", encoding="utf-8") as file:
        file.writelines(f"{one}\n" for one in system.to_install)
    delivery.finish(result, proof.restored, list(modules), {*settings.runtime_packages, *system.packages})


def modules_to_import(settings: Settings, distributions: List[Distribution]) -> Dict[str, Optional[Distribution]]:
    """The modules that must be importable, with the distribution of each where it is known."""
    by_default = import_names(distributions, settings.requested)
    if settings.import_check is None:
        return dict(by_default)
    return {name: by_default.get(name, by_default.get(name.partition(".")[0])) for name in settings.import_check}


def note_unresolved(libraries: Libraries, distributions: List[Distribution]) -> None:
    """Name the libraries that are linked with but not there, although every import passed without them."""
    unresolved = libraries.unresolved()
    owner = owners(distributions) if unresolved else {}
    lacking: Dict[str, List[str]] = {}
    for name, paths in sorted(unresolved.items()):
        for who in sorted({owner[path].name if path in owner else path for path in paths}):
            lacking.setdefault(who, []).append(name)
    for who, names in sorted(lacking.items()):
        report.note(f"{who} is linked with {', '.join(names)}: not in the image, and no import needs it.")


def main(path: str) -> int:
    """Verify by the order in the file at `path`; returns the exit code."""
    try:
        with report.phase("verify"):
            verify(read_settings(path))
    except report.Refusal as refusal:
        report.error(str(refusal))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
