"""Says why a module cannot be imported in the final image, and what to do about it, in plain words."""
from __future__ import annotations

import re
import sys
from typing import List, Optional, Tuple

from verify.distribution import Distribution
from verify.imports.absent import absent_modules, other_builds
from verify.imports.run import Failure
from verify.stage import Settings

_TOOLS = {"pkg_resources": "setuptools", "setuptools": "setuptools", "distutils": "setuptools", "pip": "pip"}
_STANDARD = {"tkinter": "python3-tk", "_tkinter": "python3-tk", "_gdbm": "python3-gdbm"}
_SIGNALS = {
    "SIGILL": "it uses an instruction that this machine's processor does not have",
    "SIGKILL": "the process was killed, most likely for want of memory",
    "SIGSEGV": "its compiled code accessed memory that is not its own",
    "SIGABRT": "its compiled code gave up",
}
_VERSION = re.compile(r"version `([^']+)' not found \(required by ([^)]+)\)")
_SYMBOL = re.compile(r"(?:undefined symbol: (\S+)|Error relocating \S+ (\S+): symbol not found)")
_DROP = "If the application does not need {module}, name the modules that it needs in importCheck, without {module}."

HOST_LIBRARY = re.compile(r"lib(cuda|nvcuvid|nvoptix|nvidia-[\w-]+)\.so(\.\d+)*")
"""Libraries that no image has: the container runtime brings them from the host."""

CHEAPER = {
    "opencv-python": "opencv-python-headless is the same library without windows, and needs no system package.",
    "opencv-contrib-python": "opencv-contrib-python-headless is the same without windows, and needs no system package.",
    "psycopg2": "psycopg2-binary brings its own libpq.",
}
"""By distribution: what spares its system packages."""


def explain(
    failure: Failure, distribution: Optional[Distribution], missing: List[str], settings: Settings
) -> str:
    """The sentences for one failed import, with the last lines of its traceback as further lines.

    `missing` are the libraries that it needs and nothing provides.
    """
    cause, remedy = _cause(failure, distribution, missing, settings)
    sentences = f"{_who(failure, distribution)} cannot be imported in the final image: {cause}. {remedy}"
    return "\n".join([sentences, *failure.traceback])


def doubt(failure: Failure, distribution: Optional[Distribution], missing: List[str], settings: Settings) -> str:
    """The sentence for a module that cannot be imported although nothing is wrong with the image."""
    return f"{_who(failure, distribution)} is not proven to work: {_cause(failure, distribution, missing, settings)[0]}."


def needs_settings(failure: Failure) -> bool:
    """The import stopped because the application's settings, which come after the environment, are not there."""
    return failure.type.endswith("exceptions.ImproperlyConfigured")


def _who(failure: Failure, distribution: Optional[Distribution]) -> str:
    return f"{failure.module} ({distribution.name} {distribution.version})" if distribution else failure.module


def _cause(
    failure: Failure, distribution: Optional[Distribution], missing: List[str], settings: Settings
) -> Tuple[str, str]:
    drop = _DROP.format(module=failure.module)
    if failure.kind == "timeout":
        tried = f"; it tried to reach {_list(failure.network)}" if failure.network else ""
        return f"it did not finish within {failure.type}{tried}", drop
    if failure.kind == "crashed":
        why = _SIGNALS.get(failure.type, "the import ended the process")
        return f"{failure.type}: {why}", f"Try another version of the package. {drop}"
    if missing and all(map(HOST_LIBRARY.fullmatch, missing)):
        return f"it needs {_list(missing)}, which comes from the host's driver when the container gets its GPU", drop
    if missing:
        return _missing_libraries(distribution, missing)
    text = "\n".join(failure.causes)
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
    builds = {name: other_builds(settings.environment, name) for name in sorted(absent_modules(failure))}
    for name in filter(builds.get, builds):
        return (
            f"{name} was compiled for {_list(builds[name])}, which is not the Python of the final image",
            "Install a build for it, or give the pythonVersion that there is one for.",
        )
    if failure.type == "ModuleNotFoundError" and failure.name:
        return _missing_module(failure, failure.name, drop)
    said = f"{failure.type}: {failure.message or 'no message'}".rstrip(".").replace("\n", " ")
    if failure.network:
        return f"{said}; imports run without a network, and it tried to reach {_list(failure.network)}", drop
    if failure.type == "PermissionError":
        return f"{said}; it runs as user {settings.user}, who cannot write to the environment", drop
    return said, drop


def _missing_libraries(distribution: Optional[Distribution], missing: List[str]) -> Tuple[str, str]:
    cause = f"it needs {_list(missing)}, which the final image lacks and no package that was found has"
    remedy = 'Add the system package that has it: runtimePackages: ["<package>"].'
    cheaper = CHEAPER.get(distribution.key) if distribution else None
    return cause, f"{remedy} Or: {cheaper}" if cheaper else remedy


def _missing_module(failure: Failure, name: str, drop: str) -> Tuple[str, str]:
    top = name.partition(".")[0]
    if top == failure.module.partition(".")[0]:
        remedy = "Check the spelling in importCheck, and the requirements. Modules of `source` are not in it."
        return f"there is no module {name} in the environment", remedy
    if top in getattr(sys, "stdlib_module_names", ()) and top not in _TOOLS:
        package = _STANDARD.get(top)
        add = f'add runtimePackages: ["{package}"]' if package else "add the system package that has it to runtimePackages"
        return (
            f"it imports {name} of the standard library, which the final image's Python lacks",
            f"Give a runtimeImage whose Python has it; where Python is the distribution's own, {add}.",
        )
    tool = _TOOLS.get(top)
    if tool:
        return f"it imports {name}, which is left out of images", f"Add {tool} to the requirements: then it stays."
    return f"it imports {name}, which is not installed", f"Add what has {name} to the requirements. {drop}"


def _list(names: List[str]) -> str:
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last
