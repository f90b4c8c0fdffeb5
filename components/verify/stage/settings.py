"""The order that the image's plan gives to the verify step: verify.json, read and checked."""
from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Tuple

from verify.stage.patterns import Patterns
from verify.stage.report import Refusal

BUILDER = "/run/python-image/builder"
OUT = "/out"


@dataclass(frozen=True)
class Settings:
    """What to prove and what to make of the environment."""

    environment: str
    """Absolute path of the virtual environment, the same in every stage."""
    import_check: Optional[List[str]]
    """Modules to import; None: the top-level modules of the requested distributions; []: no imports."""
    requested: List[str]
    """Normalized names of the distributions that the requirements name by themselves; may lack some."""
    user: str
    """Numeric `uid` or `uid:gid` that the image runs as."""
    prune: str
    """`none`, `safe` or `max`."""
    keep: List[str]
    """Globs relative to the environment that pruning leaves alone."""
    bytecode: str
    """`none`, `imported` or `all`."""
    strategy: str
    """`multi-stage`, `minimal`, or `single-stage`, where the environment is in the base and stays as it is."""
    wanted: List[str]
    """Installers (`pip`, `setuptools`, `wheel`, `uv`) that the requirements ask for: they stay."""
    runtime_packages: List[str]
    """System packages that the final stage was given on purpose."""
    platform: str
    """`os/arch` of the image."""
    workdir: str
    """Directory that the image's command starts in."""
    variables: Dict[str, str]
    """The image's variables, HOME among them, as far as they are known before the build."""
    late_variables: List[str]
    """Names of those that have no value here: it names a module of the code, or is known after the build alone."""
    torch_backend: Optional[str]
    """The builds of torch that the user chose: `cpu`, `cu128`...; None: nobody chose."""
    installed_natively: bool
    """Whether the builder may be for another machine than the image, as the engine's own platform filled the environment."""
    builder: str = BUILDER
    """Where the builder stage's root is mounted, read-only and unpruned."""
    out: str = OUT
    """What passed is laid out below this directory."""

    @property
    def ids(self) -> Tuple[int, int]:
        """User and group id; a user without a group gets the group of the same number."""
        uid, _, gid = self.user.partition(":")
        return int(uid), int(gid or uid)


_CHOICES = {
    "prune": ("none", "safe", "max"),
    "bytecode": ("none", "imported", "all"),
    "strategy": ("multi-stage", "minimal", "single-stage"),
}
_KEYS = {
    "environment": "environment",
    "importCheck": "import_check",
    "requested": "requested",
    "user": "user",
    "prune": "prune",
    "keep": "keep",
    "bytecode": "bytecode",
    "strategy": "strategy",
    "wanted": "wanted",
    "runtimePackages": "runtime_packages",
    "platform": "platform",
    "workdir": "workdir",
    "variables": "variables",
    "lateVariables": "late_variables",
    "torchBackend": "torch_backend",
    "installedNatively": "installed_natively",
}


def read_settings(path: str) -> Settings:
    """Read `verify.json`. Raises Refusal for a file that is not one; every key is required."""
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    return settings_from(given, os.path.basename(path))


def settings_from(given: Any, where: str = "verify.json") -> Settings:
    """Check the parsed JSON `given`; `where` begins the message of the Refusal."""
    if not isinstance(given, dict) or set(given) != set(_KEYS):
        got = sorted(given) if isinstance(given, dict) else given
        raise Refusal(f"{where}: expected exactly the keys {sorted(_KEYS)}, got {got}.")
    for key, choices in _CHOICES.items():
        if given[key] not in choices:
            raise Refusal(f"{where}: {key}: expected one of {', '.join(choices)}, got {given[key]!r}.")
    try:
        Patterns(given["keep"])
    except re.error as error:
        raise Refusal(f"{where}: keep: expected globs, got {given['keep']} ({error}).") from None
    if not os.path.isabs(given["environment"]):
        raise Refusal(f"{where}: environment: expected an absolute path, got {given['environment']!r}.")
    if not all(part.isdigit() for part in str(given["user"]).split(":", 1)):
        raise Refusal(f"{where}: user: expected a numeric uid or uid:gid, got {given['user']!r}.")
    return Settings(**{_KEYS[key]: value for key, value in given.items()})
