"""How a process of the image runs: by which variables and as which user."""
from __future__ import annotations

import os
from typing import Dict

from verify.stage.settings import Settings

_MOUNTS = "/run/python-image/"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY")


def image_variables(settings: Settings) -> Dict[str, str]:
    """The variables of a process that runs in the environment, as the image would have it."""
    return {
        **_of_the_image(),
        **settings.variables,
        "PATH": f"{settings.environment}/bin:{os.environ.get('PATH', os.defpath)}",
        "VIRTUAL_ENV": settings.environment,
        "PYTHONHASHSEED": "0",  # the order of sets in compiled code must not differ between builds
    }


def _of_the_image() -> Dict[str, str]:
    """The variables that the image has, without those that only this step of the build has."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "UV_")) and not value.startswith(_MOUNTS) and name.upper() not in _PROXIES
    }


def image_identity(settings: Settings) -> Dict:
    """Arguments of subprocess.Popen that make a process the image's user, where this one may do that."""
    if os.geteuid() != 0:
        return {}
    uid, gid = settings.ids
    return {"user": uid, "group": gid, "extra_groups": []}
