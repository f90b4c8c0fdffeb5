"""Reads ld.so.cache, the list of system libraries that glibc's loader goes by."""
from __future__ import annotations

import struct
from typing import Dict, List

_MAGIC = b"glibc-ld.so.cache1.1"
_OLD_MAGIC = b"ld.so-1.7.0"
_HEADER, _ENTRY = 48, 24


def read_loader_cache(path: str) -> Dict[str, List[str]]:
    """Paths by library name, in the loader's order of preference. Empty where there is no cache that can be read."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return {}
    if data.startswith(_OLD_MAGIC):
        data = data[max(data.find(_MAGIC), 0) :]
    if not data.startswith(_MAGIC):
        return {}
    libraries: Dict[str, List[str]] = {}
    (count,) = struct.unpack_from("=I", data, len(_MAGIC))
    for index in range(count):
        _, name, value = struct.unpack_from("=iII", data, _HEADER + index * _ENTRY)
        libraries.setdefault(_text(data, name), []).append(_text(data, value))
    return libraries


def _text(data: bytes, at: int) -> str:
    return data[at : data.index(b"\0", at)].decode("utf-8", "surrogateescape")
