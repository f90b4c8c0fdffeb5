"""What the environment's files are linked with and the image does not have, although the imports passed."""
from __future__ import annotations

from typing import Dict, List

from verify.distribution import Distribution, owners
from verify.libraries.resolution import Libraries
from verify.stage import note


def note_unresolved(libraries: Libraries, distributions: List[Distribution]) -> None:
    """Name the libraries that are linked with but not there, although every import of the proof passed without them."""
    unresolved = libraries.unresolved()
    owner = owners(distributions) if unresolved else {}
    lacking: Dict[str, List[str]] = {}
    for name, paths in sorted(unresolved.items()):
        for who in sorted({owner[path].name if path in owner else path for path in paths}):
            lacking.setdefault(who, []).append(name)
    for who, names in sorted(lacking.items()):
        note(f"{who} is linked with {', '.join(names)}: not in the image, and no import of the proof needs it.")
