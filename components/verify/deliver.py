"""Finishes the environment that passed the proofs and lays it out below /out, with its bill of materials."""
from __future__ import annotations

import os
from typing import Dict, Iterable, List

import report
from bytecode import store_bytecode
from cyclonedx import bill_of_materials
from imports import ImportResult
from inventory import take_inventory
from layout import Layout
from minimal import lay_out_system
from prune import finish_pruning
from python_facts import ask_python
from settings import Settings

SBOM = "/usr/share/python-image/sbom.cdx.json"


def deliver(settings: Settings, result: ImportResult, modules: List[str], packages: Iterable[str]) -> None:
    """Write Settings.out/environment and Settings.out/sbom; in a single stage the environment stays where it is. For
    the image that starts from scratch also the rest of it, where `modules` must be importable; it gets the system's
    `packages` too."""
    facts = ask_python(settings.environment)
    if settings.strategy != "single-stage":
        with report.phase("bytecode"):
            finish_pruning(settings)
            store_bytecode(settings, result, facts)
        with report.phase("layout"):
            environment = Layout(os.path.join(settings.out, "environment"))
            environment.copy_tree(settings.environment)
            environment.close()
    system: List[Dict] = []
    if settings.strategy == "minimal":
        with report.phase("system"):
            system = lay_out_system(settings, result, modules, packages)
    write_bill(settings, system)


def write_bill(settings: Settings, system: List[Dict]) -> None:
    """Write the bill of materials of the environment, and say what each package takes, largest first."""
    shares, rest = take_inventory(settings.environment)
    for share in shares:
        report.package(share.bytes, share.name, share.version)
    sbom = Layout(os.path.join(settings.out, "sbom"))
    sbom.write(SBOM, bill_of_materials(shares, rest, system))
    sbom.close()
