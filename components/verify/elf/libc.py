"""Which C library a file was built for, and which version of glibc it needs at least."""
from __future__ import annotations

import mmap
import re
from typing import Optional, Tuple

from verify.elf.header import Elf

GLIBC, MUSL = "glibc", "musl"
Version = Tuple[int, ...]

_MUSL_NAME = re.compile(r"^(libc\.musl-.*|ld-musl-.*|libc\.so)$")
_GLIBC_NAME = re.compile(r"^(libc\.so\.6|ld-linux.*|ld64\.so\.\d)$")
_BANNER = re.compile(rb"GNU C Library .*?release version (\d+\.\d+)")


def family_of(elf: Elf) -> Optional[str]:
    """`glibc` or `musl`, by the loader that a program asks for or the libc that a library needs; None: neither."""
    names = [elf.interpreter.rsplit("/", 1)[-1]] if elf.interpreter else elf.needed
    if any(_MUSL_NAME.match(name) for name in names):
        return MUSL
    if any(_GLIBC_NAME.match(name) for name in names):
        return GLIBC
    return None


def family_in(name: str) -> Optional[str]:
    """`glibc` or `musl`, by the ABI in the name of a compiled module, such as `x.cpython-313-x86_64-linux-musl.so`; None:
    it names neither."""
    found = re.search(r"-linux-(gnu|musl)\w*\.so$", name)
    return found and (GLIBC if found.group(1) == "gnu" else MUSL)


def glibc_needed(elf: Elf) -> Version:
    """The newest glibc version that the file's symbols ask for; () where it asks for none."""
    symbols = [symbol for symbols in elf.versions.values() for symbol in symbols if symbol.startswith("GLIBC_")]
    return max((version_of(symbol[6:]) for symbol in symbols), default=())


def glibc_of(libc: str) -> Version:
    """The version of the glibc in the file libc.so.6 at the path `libc`; () where it does not say."""
    with open(libc, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        banner = _BANNER.search(data)
        return version_of(banner.group(1).decode()) if banner else ()


def version_of(text: str) -> Version:
    """`2.38` as (2, 38), for comparing; () for what is not a version, such as PRIVATE."""
    return tuple(int(part) for part in text.split(".")) if re.fullmatch(r"\d+(\.\d+)*", text) else ()
