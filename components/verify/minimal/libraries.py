"""The shared libraries of the image that starts from scratch, also those that are loaded by name alone."""
from __future__ import annotations

import glob
import os
from typing import Dict, Iterable, List

from verify.elf import GLIBC, Elf, ElfError, glibc_of, read_elf
from verify.libraries import Libraries, SystemLibraries, closure, mentions
from verify.minimal.tree import MinimalTree

_THREADS = ["libgcc_s.so.1"]
"""glibc opens it where a thread is cancelled or ends itself."""
_NAMES_BEFORE_2_34 = ["libnss_files.so.2", "libnss_dns.so.2"]
"""glibc opens them to look up users and hosts; since 2.34 it does so itself."""
_DEFAULT_DIRECTORY = "/usr/lib"
"""Every loader looks there."""
_ONLY_OFFER_ICONV = ("libc.so.6", "libstdc++.so.6")


def bring_libraries(tree: MinimalTree, python: Elf, files: List[Elf], family: str, outside: str) -> Dict[str, Elf]:
    """Bring all that loading `python` and `files` needs of the system, which is what is not below the directory
    `outside`. Gives the libraries by path."""
    system = SystemLibraries("/", family, os.environ.get("LD_LIBRARY_PATH", ""))
    named = filter(None, [system.find(name, python) for name in _opened_by_libc(system, python, family)])
    found = {path: elf for path in named for elf in elf_files_in([path])}
    roots = [python, *files, *found.values()]
    found.update(closure(roots, Libraries(roots, system)))
    found = {path: elf for path, elf in sorted(found.items()) if not path.startswith(outside + "/")}
    for path in found:
        tree.bring_library(path)
    for loader in sorted({file.interpreter for file in [python, *files] if file.interpreter}):
        tree.bring(loader)
    for path in ["/etc/ld.so.cache", *glob.glob("/etc/ld-musl-*.path")]:
        tree.bring(path)
    _bring_modules(tree, [*files, *found.values()], found)
    _link_strays(tree, found, SystemLibraries("/", family))
    return found


def elf_files_in(paths: Iterable[str]) -> List[Elf]:
    """Those of the files that are ELF files and whole."""
    found = []
    for path in paths:
        try:
            elf = read_elf(os.path.realpath(path))
        except (OSError, ElfError):
            continue
        if elf:
            found.append(elf)
    return found


def _opened_by_libc(system: SystemLibraries, python: Elf, family: str) -> List[str]:
    if family != GLIBC:
        return []
    libc = system.find("libc.so.6", python)
    old = libc and glibc_of(os.path.realpath(libc)) < (2, 34)
    return _THREADS + (_NAMES_BEFORE_2_34 if old else [])


def _bring_modules(tree: MinimalTree, files: List[Elf], libraries: Dict[str, Elf]) -> None:
    """What libraries open below their own directory: OpenSSL's providers, glibc's character sets where one converts."""
    named = {os.path.basename(path): os.path.dirname(os.path.realpath(path)) for path in libraries}
    if "libcrypto.so.3" in named:
        tree.bring_all(os.path.join(named["libcrypto.so.3"], "ossl-modules"))
    programs = [file for file in files if not os.path.basename(file.path).startswith(_ONLY_OFFER_ICONV)]
    if "libc.so.6" in named and any(mentions(file, "iconv_open") for file in programs):
        tree.bring_all(os.path.join(named["libc.so.6"], "gconv"))


def _link_strays(tree: MinimalTree, libraries: Dict[str, Elf], system: SystemLibraries) -> None:
    """Let the loader find what it found by the base's variable LD_LIBRARY_PATH, which the image does not have."""
    strays = [part for part in os.environ.get("LD_LIBRARY_PATH", "").split(":") if part]
    for path, elf in libraries.items():
        place = os.path.join(_DEFAULT_DIRECTORY, os.path.basename(path))
        if os.path.dirname(path) in strays and not system.find(os.path.basename(path), elf) and not tree.holds(place):
            tree.link(place, path)
