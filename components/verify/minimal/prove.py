"""Proves in the image that starts from scratch what was proven in the base that its files are from.

Runs as root in a throwaway stage that is the image itself, with verify's results mounted below /run/python-image:

    python -I prove.py verify.json

Only if all is as expected, the bill of materials is laid out below Settings.out, from where the image takes it: so an
image that fails a proof is never pushed.
"""
from __future__ import annotations

import os
import shutil
import sys
from typing import List

if __name__ == "__main__":
    sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), "../..")))

from verify.imports import ImportRun
from verify.minimal.expectation import NOT_RUN, Expectation, read_expectation, run_checks
from verify.stage import Settings, read_settings, report

MOUNTS = "/run/python-image"
_REMEDY = "Name the system package that has what is missing in runtimePackages, or build with Strategy.MultiStage."


def prove(settings: Settings, mounts: str = MOUNTS) -> None:
    """Repeat imports and checks. Raises Refusal with all that went wrong."""
    expectation = read_expectation(os.path.join(mounts, "proof"))
    wrong = [*failed_imports(settings, expectation), *failed_checks(settings, expectation)]
    if wrong:
        first = "The image that starts from scratch lacks something: this worked in the base, and fails without it."
        raise report.Refusal("\n".join([first, *wrong, _REMEDY]), "PI4008")
    shutil.copytree(os.path.join(mounts, "sbom"), os.path.join(settings.out, "sbom"))


def failed_imports(settings: Settings, expectation: Expectation) -> List[str]:
    """Sentences about the modules that cannot be imported here."""
    if not expectation.modules:
        return []
    failures = ImportRun(settings, expectation.modules).result().failures
    return [f"import {one.module}: {': '.join(filter(None, [one.type, one.message]))}" for one in failures]


def failed_checks(settings: Settings, expectation: Expectation) -> List[str]:
    """Sentences about the checks that do not pass here."""
    outcomes = run_checks(settings, expectation.compiled)
    wrong = {name: outcomes.get(name, outcomes.get(NOT_RUN)) for name in expectation.checks}
    return [f"{name}: {what}" for name, what in wrong.items() if what is not None]


def main(path: str) -> int:
    """Prove by the order in the file at `path`; returns the exit code."""
    try:
        with report.phase("proof"):
            prove(read_settings(path))
    except report.Refusal as refusal:
        report.error(refusal)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
