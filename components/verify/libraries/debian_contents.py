"""The archive's index of contents: which packages have a file. Large, so it is asked last."""
from __future__ import annotations

import fnmatch
import gzip
import os
import re
import subprocess
import tempfile
from typing import Iterator, List, Set

from verify.libraries.command import output_of

_APT_HELPER = "/usr/lib/apt/apt-helper"
LIBRARIES = r"lib/(?:[^/\s]*-linux-gnu[^/\s]*/)?"
PROGRAMS = r"(?:s?bin|games)/"
"""Folders in which the loader, or a search path, looks: expressions relative to / or /usr."""
_FIELDS = "$(COMPONENT) $(ARCHITECTURE) $(METAKEY) $(URI)"


def packages_with(patterns: List[str], folders: str = LIBRARIES) -> Set[str]:
    """Packages that have a file whose name matches one of the globs in one of the folders, by default a library; empty
    where no index can be fetched.

    The index is a hint only, it is not checked against the archive's signature: apt checks the packages themselves.
    """
    for address in _addresses():
        with tempfile.TemporaryDirectory() as scratch:
            path = os.path.join(scratch, "contents.gz")
            fetched = subprocess.run([_APT_HELPER, "download-file", address, path], capture_output=True)
            if fetched.returncode == 0 and os.path.exists(path):
                with gzip.open(path, "rb") as lines:
                    found = search_contents(lines, patterns, folders)
                if found:
                    return found
    return set()


def search_contents(lines, patterns: List[str], folders: str = LIBRARIES) -> Set[str]:
    """Packages in an index, an iterable of lines `path  section/package,...` as bytes, that match a glob of file names."""
    names = "|".join(fnmatch.translate(pattern).replace(r"\Z", "").replace(r"\z", "") for pattern in patterns)
    line = re.compile(rb"^(?:usr/)?" + folders.encode() + rb"(?:" + names.encode() + rb")\s+(\S+)$")
    packages = set()
    for text in lines:
        found = line.match(text)
        if found:
            packages.update(place.rpartition("/")[2] for place in found.group(1).decode().split(","))
    return packages


def _addresses() -> Iterator[str]:
    """Where the configured archives have their index for this architecture: below the component, else above it."""
    for target in output_of("apt-get", "indextargets", "--format", _FIELDS, "Created-By: Packages").splitlines():
        component, architecture, key, address = target.split(" ", 3)
        if architecture != "all" and address.endswith(key):
            base = address[: -len(key)]
            yield f"{base}{component}/Contents-{architecture}.gz"
            yield f"{base}Contents-{architecture}.gz"
