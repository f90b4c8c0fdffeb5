"""What the image that starts from scratch must do: all that worked in the base that it was taken from."""
from __future__ import annotations

import json
import os
import subprocess
from typing import Collection, Dict, List, NamedTuple, Optional

from verify.stage import Settings, image_identity, image_variables

FILE = "expectation.json"
_CHECKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "checks.py")
_TIMEOUT = 120
NOT_RUN = "all checks"
"""Stands for the checks where they could not be run to their end."""


class Expectation(NamedTuple):
    """Laid out by verify in a base, proven by prove in the image."""

    modules: List[str]
    """Modules whose import passed, in order."""
    compiled: List[str]
    """Compiled modules of the standard library that are in the image."""
    checks: List[str]
    """Names of the checks that passed."""


def expect(
    settings: Settings, modules: List[str], compiled: List[str], missed: Collection[str] = ()
) -> Expectation:
    """Find out here, in the base, what to expect; `missed` are checks of what the image does without on purpose."""
    outcomes = run_checks(settings, compiled)
    passed = [name for name, wrong in outcomes.items() if wrong is None and name not in missed]
    return Expectation(modules, compiled, passed)


def run_checks(settings: Settings, compiled: List[str]) -> Dict[str, Optional[str]]:
    """Run the checks as the image's user: None for each that passed, else what went wrong."""
    python = os.path.join(settings.environment, "bin/python")
    try:
        done = subprocess.run(
            [python, "-B", "-s", _CHECKS, *compiled],
            cwd="/",
            env=image_variables(settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=_TIMEOUT,
            **image_identity(settings),
        )
    except subprocess.TimeoutExpired:
        return {NOT_RUN: f"the checks did not end within {_TIMEOUT} s."}
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    if done.returncode == 0 and lines:
        return json.loads(lines[-1])
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    return {NOT_RUN: " ".join([f"the checks ended with exit code {done.returncode}.", *said])}


def write_expectation(directory: str, expectation: Expectation) -> None:
    """Write it into the directory, which is made."""
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(directory, FILE), "w", encoding="utf-8") as file:
        json.dump(expectation._asdict(), file)


def read_expectation(directory: str) -> Expectation:
    """Read what write_expectation() wrote."""
    with open(os.path.join(directory, FILE), encoding="utf-8") as file:
        return Expectation(**json.load(file))
