"""Why a module cannot be imported in the final image, and what to do about it, in plain words."""
from __future__ import annotations

import os
import re
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple

from verify.distribution import Distribution
from verify.imports.absent import absent_modules, other_builds
from verify.imports.failure import Failure
from verify.imports.hidden import hiding_file
from verify.imports.kinds import needs_host
from verify.imports.missing_module import missing_module

_SIGNALS = {
    "SIGILL": "it uses an instruction that this machine's processor does not have",
    "SIGKILL": "the process was killed, most likely for want of memory",
    "SIGSEGV": "its compiled code accessed memory that is not its own",
    "SIGABRT": "its compiled code gave up",
}
_VERSION = re.compile(r"version `([^']+)' not found \(required by ([^)]+)\)")
_SYMBOL = re.compile(r"(?:undefined symbol: (\S+)|Error relocating \S+ (\S+): symbol not found)")
_STACK = re.compile(r"([^\s:'\"]+): cannot enable executable stack")

CHEAPER = {
    "opencv-python": "opencv-python-headless is the same library without windows, and needs no system package.",
    "opencv-contrib-python": "opencv-contrib-python-headless is the same without windows, and needs no system package.",
    "psycopg2": "psycopg2-binary brings its own libpq.",
}
"""By distribution: what spares its system packages."""

Cause = Tuple[str, str]
"""What is the matter, without a full stop, and the sentences that say what to do."""


class About(NamedTuple):
    """What is known beside the failure itself."""

    distribution: Optional[Distribution]
    """The one that the module is from."""
    missing: List[str]
    """Libraries that it needs and nothing provides."""
    packages: Dict[str, str]
    """System package by program that it starts in vain, as far as one was found."""
    installed: Dict[str, str]
    """Version by distribution, normalized name."""
    environment: str
    python: str
    """`3.13`."""
    user: str


def cause_of(failure: Failure, about: About) -> Cause:
    """The first cause that fits, else what the exception says."""
    for cause in _CAUSES:
        found = cause(failure, about)
        if found:
            return found
    return _said(failure), drop(failure)


def drop(failure: Failure) -> str:
    """How to do without the module."""
    module = failure.module
    return f"If the application does not need {module}, name the modules that it needs in importCheck, without {module}."


def _ended(failure: Failure, about: About) -> Optional[Cause]:
    if failure.kind == "timeout":
        tried = f"; it tried to reach {_list(failure.network)}" if failure.network else ""
        return f"it did not finish within {failure.type}{tried}", drop(failure)
    if failure.kind == "crashed":
        why = _SIGNALS.get(failure.type, "the import ended the process")
        return _hidden(failure, about) or (f"{failure.type}: {why}", f"Try another version of the package. {drop(failure)}")
    return None


def _hidden(failure: Failure, about: About) -> Optional[Cause]:
    path = hiding_file(failure, about.environment)
    if path is None:
        return None
    name = os.path.basename(path)[: -len(".py")]
    return f"{path} hides the standard library's module {name} from whatever imports it", "Give the file another name."


def _libraries(failure: Failure, about: About) -> Optional[Cause]:
    if needs_host(about.missing):
        names = _list(about.missing)
        return f"it needs {names}, which comes from the host's driver when the container gets its GPU", drop(failure)
    if not about.missing:
        return None
    cause = f"it needs {_list(about.missing)}, which the final image lacks and no package that was found has"
    remedy = 'Add the system package that has it: runtimePackages: ["<package>"].'
    cheaper = CHEAPER.get(about.distribution.key) if about.distribution else None
    return cause, f"{remedy} Or: {cheaper}" if cheaper else remedy


def _loader(failure: Failure, about: About) -> Optional[Cause]:
    text = "\n".join(failure.causes)
    found = _STACK.search(text)
    if found:
        return (
            f"{found[1]} asks for an executable stack, which the final image's C library does not give any more (glibc 2.41, "
            "Debian 13)",
            "Take a newer version of the package that does without; or Debian 12's bases for both stages: builderImage and "
            f'runtimeImage: "python:{about.python}-slim-bookworm".',
        )
    found = _VERSION.search(text)
    if found:
        return (
            f"{found[2]} needs {found[1]}, and the final image's library is older",
            "Give a runtimeImage whose distribution is at least as new as the builder's.",
        )
    found = _SYMBOL.search(text)
    if found:
        return (
            f"the symbol {found[1] or found[2]} is not in the libraries of the final image",
            "It was compiled against other versions of them: build and run on the same distribution.",
        )
    return None


def _other_build(failure: Failure, about: About) -> Optional[Cause]:
    builds = {name: other_builds(about.environment, name) for name in sorted(absent_modules(failure))}
    for name in filter(builds.get, builds):
        return (
            f"{name} was compiled for {_list(builds[name])}, which is not the Python of the final image",
            "Install a build for it, or give the pythonVersion that there is one for.",
        )
    return None


def _programs(failure: Failure, about: About) -> Optional[Cause]:
    if not failure.programs:
        return None
    packages = sorted({about.packages.get(name, "<package>") for name in failure.programs})
    quoted = ", ".join(f'"{package}"' for package in packages)
    cause = f"it starts the program {_list(failure.programs)}, which the final image lacks"
    remedy = f"Add the system package that has it: runtimePackages: [{quoted}]."
    names = f" Or set what its message names in `environment`: {_list(failure.variables)}." if failure.variables else ""
    return cause, remedy + names


def _settings(failure: Failure, _: About) -> Optional[Cause]:
    if failure.variables:
        names, one = _list(failure.variables), len(failure.variables) == 1
        wants = f"it wants the {'variable' if one else 'variables'} {names} when it is imported"
        return wants, f"Give {'it a value' if one else 'them values'} in `environment`: then the import is proven."
    if failure.devices:
        return f"it wants {_list(failure.devices)}, which no build has", drop(failure)
    return None


def _module(failure: Failure, about: About) -> Optional[Cause]:
    if failure.type != "ModuleNotFoundError" or not failure.name:
        return None
    cause, remedy = missing_module(failure.name, failure.module, about.installed)
    return cause, remedy or f"Add what has {failure.name} to the requirements. {drop(failure)}"


def _circumstances(failure: Failure, about: About) -> Optional[Cause]:
    if failure.network:
        return f"{_said(failure)}; imports run without a network, and it tried to reach {_list(failure.network)}", drop(failure)
    if failure.type == "PermissionError":
        return _permission(failure, about)
    return None


def _permission(failure: Failure, about: About) -> Cause:
    denied = re.search(r"'([^']+)'$", failure.message or "")
    place = denied.group(1) if denied else ""
    if not place or place.startswith(about.environment + "/"):
        return f"{_said(failure)}; it runs as user {about.user}, who cannot write to the environment", drop(failure)
    cause = f"{_said(failure)}; it runs as user {about.user}, who may write to /tmp and to what `writable` names"
    # What has a suffix is mostly a file, of a directory that has to be writable.
    directory = os.path.dirname(place) if "." in os.path.basename(place) else place
    remedy = f'Name the directory there: writable: ["{directory}"].' if directory.strip("/") else "Have it write to one of those."
    return cause, remedy if about.distribution is None else f"{remedy} {drop(failure)}"


def _said(failure: Failure) -> str:
    return f"{failure.type}: {failure.message or 'no message'}".rstrip(".").replace("\n", " ")


def _list(names: List[str]) -> str:
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


_CAUSES: Tuple[Callable[[Failure, About], Optional[Cause]], ...] = (
    _ended, _libraries, _loader, _other_build, _module, _programs, _settings, _hidden, _circumstances,
)  # fmt: skip
