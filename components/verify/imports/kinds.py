"""Kinds of failures that say nothing about the image: whatever is built, the import fails here, and may work where it is used."""
from __future__ import annotations

import os
import re
from typing import Iterable

from verify.distribution import Distribution, modules_of
from verify.elf import ElfError, read_elf
from verify.imports.absent import absent_modules
from verify.imports.failure import Failure
from verify.stage import EXTENSION_SUFFIXES

HOST_LIBRARY = re.compile(r"lib(cuda|nvcuvid|nvoptix|nvidia-[\w-]+)\.so(\.\d+)*")
"""Libraries that no image has: the container runtime brings them from the host."""


def needs_host(missing: Iterable[str]) -> bool:
    """Of the libraries that it needs only those are missing that the host gives to a container with its GPU."""
    missing = list(missing)
    return bool(missing) and all(map(HOST_LIBRARY.fullmatch, missing))


def needs_settings(failure: Failure) -> bool:
    """It stopped for want of a variable, or of settings, which come after the environment."""
    return bool(failure.variables) or failure.type.endswith("exceptions.ImproperlyConfigured")


def needs_device(failure: Failure) -> bool:
    """It stopped for want of a device."""
    return bool(failure.devices)


def needs_server(failure: Failure, distributions: Iterable[Distribution]) -> str:
    """The program that the import has to run in: it wants a module that is there in the process of a compiled program
    alone, of a distribution that has no such module (`uwsgi`). Empty for other failures."""
    if failure.type == "ModuleNotFoundError":
        for name in absent_modules(failure):
            if any(_has_program(distribution, name) for distribution in distributions):
                return name
    return ""


def lacks_an_extra(failure: Failure, distribution: Distribution) -> bool:
    """It fails for want of a module that only an extra of the distribution brings, perhaps in words of its own."""
    absent = {name.partition(".")[0] for name in absent_modules(failure)}
    outside = bool(absent) and absent.isdisjoint(name.partition(".")[0] for name in modules_of(distribution))
    return failure.type == "ModuleNotFoundError" or failure.type == "ImportError" and outside


def _has_program(distribution: Distribution, name: str) -> bool:
    """Whether it has a compiled program of that name, be it one whose script starts an extension module (`pyuwsgi`)."""
    programs = [path for path in distribution.files if os.path.basename(path) == name and "/bin/" in path]
    extensions = (os.path.basename(path) for path in distribution.files if path.endswith(tuple(EXTENSION_SUFFIXES)))
    return any(map(_is_program, programs)) or bool(programs) and any(name in extension for extension in extensions)


def _is_program(path: str) -> bool:
    try:
        return read_elf(path) is not None
    except (OSError, ElfError):
        return False
