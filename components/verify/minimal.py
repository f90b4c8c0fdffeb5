"""Strategy.Minimal: lays out the system that an environment needs when there is nothing else in the image.

What goes in is what the interpreter, the standard library, the environment and the import check were seen to need;
a shell and a package manager are not among it.
"""
from __future__ import annotations

from imports import ImportResult
from settings import Settings
from system_libraries import SystemLibraries


def lay_out_system(settings: Settings, result: ImportResult, libraries: SystemLibraries) -> None:
    """Fill `system` below Settings.out with the files of the image that are outside of the environment.

    `result` tells what the imports loaded, `libraries` finds the system's libraries. Runs in the final stage's base,
    after all proofs.
    """
    raise NotImplementedError
