"""Finishes the environment that passed the proofs and lays it out below /out, with its bill of materials."""
from __future__ import annotations

import os
from typing import Collection, Dict, List, Optional

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
from python_facts import PythonFacts, ask_python
from settings import Settings

SBOM = "/usr/share/python-image/sbom.cdx.json"


class Delivery:
    """Begun while the imports run, which leave a core idle; ended when they have passed."""

    def __init__(self, settings: Settings):
        """Complete what pruning began, and copy to Settings.out/unproven what will not change any more. In a single stage
        nothing: there the environment stays where it is."""
        self._settings = settings
        self._environment = Layout(os.path.join(settings.out, "unproven"))
        self._facts: Optional[PythonFacts] = None
        if settings.strategy != "single-stage":
            self._facts = ask_python(settings.environment)
            finish_pruning(settings)
            self._environment.copy_tree(settings.environment, later="RECORD")

    def finish(self, result: ImportResult, restored: bool, modules: List[str], packages: Collection[str]) -> None:
        """Make Settings.out/environment and Settings.out/sbom; for the image that starts from scratch also the rest of
        it, where `modules` must be importable. `restored` tells whether the imports brought files back, `packages` are
        those that were added to the system."""
        if self._facts:
            if restored:
                finish_pruning(self._settings)
            self._complete(result, self._facts)
        self._environment.close()
        self._environment.move(os.path.join(self._settings.out, "environment"))
        if self._settings.strategy == "minimal":
            with report.phase("system"):
                system = lay_out_system(self._settings, result, modules, packages)
        else:
            system = components([one for one in read_packages() if one.name in packages]) if packages else []
        write_bill(self._settings, system)

    def _complete(self, result: ImportResult, facts: PythonFacts) -> None:
        settings = self._settings
        with report.phase("bytecode"):
            store_bytecode(settings, result, facts)
            library = library_bytecode(settings, result, facts) if settings.strategy == "multi-stage" else {}
        with report.phase("layout"):
            self._environment.copy_tree(settings.environment)
            for path, data in library.items():
                self._environment.write(path, data)


def write_bill(settings: Settings, system: List[Dict]) -> None:
    """Write the bill of materials of the environment, and say what each package takes, largest first."""
    shares, rest = take_inventory(settings.environment)
    for share in shares:
        report.package(share.bytes, share.name, share.version)
    sbom = Layout(os.path.join(settings.out, "sbom"))
    sbom.write(SBOM, bill_of_materials(shares, rest, system))
    sbom.close()
