"""Fourth proof: no installer is left in the environment, unless the requirements ask for it."""
from __future__ import annotations

import glob
import os
from typing import List, Set

from verify.distribution.installed import Distribution, required
from verify.stage import Refusal, site_packages

INSTALLERS = {
    "pip": ["pip", "pip-*.dist-info", "bin/pip", "bin/pip[0-9]*"],
    "setuptools": ["setuptools", "setuptools-*.dist-info", "pkg_resources", "_distutils_hack", "distutils-precedence.pth"],
    "wheel": ["wheel", "wheel-*.dist-info", "bin/wheel"],
    "uv": ["uv", "uv-*.dist-info", "bin/uv", "bin/uvx"],
}
"""By installer: globs relative to site-packages, those with `bin/` to the environment."""


def wanted_installers(asked: List[str], distributions: List[Distribution]) -> Set[str]:
    """Installers that stay: those that the requirements name, and those that a distribution needs when it runs."""
    return set(asked) | (required(distributions) & set(INSTALLERS))


def leftovers(environment: str, wanted: Set[str]) -> List[str]:
    """Paths, sorted, of what installers left in the environment, but for the `wanted` installers."""
    places = [glob.escape(place) for place in site_packages(environment)]
    found = []
    for installer, patterns in INSTALLERS.items():
        for pattern in [] if installer in wanted else patterns:
            inside = [glob.escape(environment)] if pattern.startswith("bin/") else places
            found += [path for place in inside for path in glob.glob(os.path.join(place, pattern))]
    return sorted(found)


def check_leftovers(environment: str, wanted: Set[str]) -> None:
    """Refuse an environment in which an installer that is not `wanted` was left."""
    found = leftovers(environment, wanted)
    if found:
        shown = ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")
        raise Refusal(
            f"{environment}: expected no installers but those that the requirements name, got {shown}. "
            "This is a fault of the build, not of the requirements; naming the installer in them keeps it on purpose.",
            "PI4009",
        )
