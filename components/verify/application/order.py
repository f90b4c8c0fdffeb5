"""The order that the image's plan gives for the application: application.json."""
from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from typing import List

from verify.stage import Settings, settings_from

OUT = "/out/code"
"""What goes on is laid out below this directory: the verify stage, from which one of these stages is, uses its parent."""


@dataclass(frozen=True)
class Order:
    """What to make of the application's code, and what to try."""

    settings: Settings
    """Those of the environment."""
    imports: List[str]
    """Modules of the code that have to be importable."""
    smoke_tests: List[List[str]]
    """Commands that have to exit 0."""
    writable: List[str]
    """Absolute paths of directories that belong to the image's user."""

    @property
    def kept(self) -> List[str]:
        """The directories of which prepared files go into the image."""
        return [os.path.realpath(self.settings.workdir), self.settings.environment]


def read_order(path: str) -> Order:
    """Read application.json."""
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    name = os.path.basename(path)
    settings = replace(settings_from(given["verify"], name), out=OUT)
    return Order(settings, given["imports"], given["smokeTests"], given["writable"])
