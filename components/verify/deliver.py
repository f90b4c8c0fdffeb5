"""Finishes the environment that passed the proofs and lays it out below /out, with its bill of materials."""
from __future__ import annotations

import os
from typing import Collection, Dict, List

import report
from bytecode import library_bytecode, store_bytecode
from cyclonedx import bill_of_materials
from imports import ImportResult
from inventory import take_inventory
from layout import Layout
from minimal import lay_out_system
from minimal_packages import read_packages
from minimal_records import components
from prune import finish_pruning
from python_facts import ask_python
from settings import Settings

SBOM = "/usr/share/python-image/sbom.cdx.json"


def begin_delivery(settings: Settings) -> Layout:
    """Copy to Settings.out/unproven what will not change any more, so that it is done while the imports run; in a
    single stage nothing: there the environment stays where it is."""
    environment = Layout(os.path.join(settings.out, "unproven"))
    if settings.strategy != "single-stage":
        environment.copy_tree(settings.environment, later="RECORD")
    return environment


def deliver(
    settings: Settings, environment: Layout, result: ImportResult, modules: List[str], packages: Collection[str]
) -> None:
    """Complete what begin_delivery() began, which becomes Settings.out/environment, and write Settings.out/sbom. For the
    image that starts from scratch also the rest of it, where `modules` must be importable. `packages` are those that were
    added to the system."""
    if settings.strategy != "single-stage":
        with report.phase("bytecode"):
            finish_pruning(settings)
            facts = ask_python(settings.environment)
            store_bytecode(settings, result, facts)
            library = library_bytecode(settings, result, facts) if settings.strategy == "multi-stage" else {}
        with report.phase("layout"):
            environment.copy_tree(settings.environment)
            for path, data in library.items():
                environment.write(path, data)
    environment.close()
    environment.move(os.path.join(settings.out, "environment"))
    if settings.strategy == "minimal":
        with report.phase("system"):
            system = lay_out_system(settings, result, modules, packages)
    else:
        system = components([one for one in read_packages() if one.name in packages]) if packages else []
    write_bill(settings, system)


def write_bill(settings: Settings, system: List[Dict]) -> None:
    """Write the bill of materials of the environment, and say what each package takes, largest first."""
    shares, rest = take_inventory(settings.environment)
    for share in shares:
        report.package(share.bytes, share.name, share.version)
    sbom = Layout(os.path.join(settings.out, "sbom"))
    sbom.write(SBOM, bill_of_materials(shares, rest, system))
    sbom.close()
