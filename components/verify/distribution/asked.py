"""Proof that what the requirements ask for is there: markers can exclude all of it, and no installer says so."""
from __future__ import annotations

import glob
import os
from typing import List, Set

from verify.distribution.installed import Distribution, normalized
from verify.stage import Refusal, site_packages

_SHOWN = 5


def check_asked(environment: str, requested: List[str], distributions: List[Distribution]) -> None:
    """Refuse an environment that has none of the distributions that are `requested` by normalized names.

    Some may lack: their markers need not hold, and projects on disk may have other names.
    """
    installed = {one.key for one in distributions} | _by_setup(environment)
    if requested and not installed & set(requested):
        names = list(dict.fromkeys(requested))
        shown = ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
        raise Refusal(
            f"{environment}: expected a package that the requirements ask for ({shown}), got none of them installed. "
            f"Most likely their markers, or those of the lock file, exclude Python {_python(environment)} or the image's "
            "platform: give a `pythonVersion` that they admit, or change them."
        )


def _by_setup(environment: str) -> Set[str]:
    """Normalized names of what old versions of pip installed by running a setup.py."""
    found = [path for place in site_packages(environment) for path in glob.glob(f"{glob.escape(place)}/*.egg-info")]
    return {normalized(os.path.basename(path)[: -len(".egg-info")].partition("-")[0]) for path in found}


def _python(environment: str) -> str:
    """The version that the environment is for, such as `3.13`; "" where it has no packages' directory."""
    places = site_packages(environment)
    return os.path.basename(os.path.dirname(places[0]))[len("python") :] if places else ""
