"""Part of the first proof: compiled modules are for the final stage's machine, and need no other libc or newer glibc."""
from __future__ import annotations

import os
import re
from typing import List, Optional

from verify.elf import GLIBC, Elf, family_in, family_of, glibc_needed, glibc_of, version_of
from verify.libraries.system import SystemLibraries
from verify.stage import EXTENSION_SUFFIXES, Refusal, resolve, under

_EXTENSION = re.compile(r"\.(cpython-\d+[a-z]*-[\w-]+|abi3t?(-[\w-]+)?)\.so$")

_MACHINES = {3: "x86", 21: "ppc64le", 22: "s390x", 40: "arm", 62: "x86-64", 183: "arm64", 243: "riscv64"}
"""How images' platforms call a machine, by e_machine."""


def check_libc(builder: str, elfs: List[Elf], interpreter: Elf, family: str) -> None:
    """Refuse compiled modules that the final stage's libc cannot serve. `interpreter` and `family` are the final's;
    `builder` is where the builder's root is."""
    native = [elf for elf in elfs if elf.machine == interpreter.machine]
    _check_machine(elfs, native, interpreter)
    # Before 3.11 Python calls itself -linux-gnu on musl, too.
    names_tell = family_in(EXTENSION_SUFFIXES[0]) == family
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


def _check_machine(elfs: List[Elf], native: List[Elf], interpreter: Elf) -> None:
    """Some packages bring a module for each of several machines: the one that counts is this one's."""
    here = {_module(elf) for elf in native}
    for elf in elfs:
        if elf.machine != interpreter.machine and _EXTENSION.search(elf.path) and _module(elf) not in here:
            raise Refusal(
                f"{elf.path} is compiled for {_machine(elf)}, the final image is for {_machine(interpreter)}. Take a wheel of "
                "that platform, or the source distribution; files that a project brings have to be for it as well.",
                "PI4003",
            )


def _module(elf: Elf) -> str:
    return _EXTENSION.sub("", elf.path)


def _machine(elf: Elf) -> str:
    return _MACHINES.get(elf.machine, f"machine {elf.machine}")


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
