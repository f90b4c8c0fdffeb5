"""Part of the first proof: compiled modules do not need another libc, or a newer glibc, than the final stage has."""
from __future__ import annotations

import importlib.machinery
import os
import re
from typing import List, Optional

from verify.elf import GLIBC, Elf, family_in, family_of, glibc_needed, glibc_of, version_of
from verify.libraries.system import SystemLibraries
from verify.stage import Refusal, resolve, under

_EXTENSION = re.compile(r"\.(cpython-\d+[a-z]*-[\w-]+|abi3t?(-[\w-]+)?)\.so$")


def check_libc(builder: str, elfs: List[Elf], interpreter: Elf, family: str) -> None:
    """Refuse compiled modules that the final stage's libc cannot serve. `interpreter` and `family` are the final's;
    `builder` is where the builder's root is."""
    native = [elf for elf in elfs if elf.machine == interpreter.machine]
    # Before 3.11 Python calls itself -linux-gnu on musl, too.
    names_tell = family_in(importlib.machinery.EXTENSION_SUFFIXES[0]) == family
    for elf in native:
        if not _EXTENSION.search(elf.path):
            continue
        other = family_of(elf) or (family_in(elf.path) if names_tell else None)
        if other and other != family:
            raise Refusal(
                f"{elf.path} was built for {other}, the final image has {family}, and so has builderImage. It is from a wheel "
                f"that does not say what it is for: take one for {'manylinux' if family == GLIBC else 'musllinux'}, or the "
                "source distribution.",
                "PI4003",
            )
    if family == GLIBC:
        _check_glibc(builder, native, interpreter)


def _check_glibc(builder: str, elfs: List[Elf], interpreter: Elf) -> None:
    here = version_of(os.confstr("CS_GNU_LIBC_VERSION").split()[-1])
    newest = max(elfs, key=glibc_needed, default=None)
    if newest is None or glibc_needed(newest) <= here:
        return
    built = _builder_glibc(builder, interpreter)
    if built and built <= here:  # not the stages' mismatch: a file that cannot be used in the builder either
        return
    raise Refusal(
        f"{newest.path} needs glibc {_text(glibc_needed(newest))}, the final image has {_text(here)}"
        f"{f', builderImage has {_text(built)}' if built else ''}. Compiled modules run on the glibc that they were built "
        "with or a newer one: give a runtimeImage at least as new as builderImage, or an older builderImage.",
        "PI4003",
    )


def _builder_glibc(root: str, interpreter: Elf) -> Optional[tuple]:
    libc = SystemLibraries(root, GLIBC).find("libc.so.6", interpreter)
    return glibc_of(under(root, resolve(root, libc))) if libc else None


def _text(version: tuple) -> str:
    return ".".join(map(str, version))
