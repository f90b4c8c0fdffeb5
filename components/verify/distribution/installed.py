"""What is installed in the environment, read from the `.dist-info` directories that installers leave."""
from __future__ import annotations

import csv
import glob
import os
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Dict, List, Set

from verify.stage import site_packages


@dataclass(frozen=True)
class Distribution:
    """One installed distribution."""

    name: str
    """As its metadata writes it."""
    version: str
    requires: List[str]
    """Normalized names of the distributions that it requires without any extra."""
    optional: List[str]
    """Normalized names of those that an extra of it requires."""
    info: str
    """Path of its .dist-info directory."""

    @property
    def requested(self) -> bool:
        """The installer was told to install it, not led to it. Some installers mark all, some none."""
        return os.path.exists(os.path.join(self.info, "REQUESTED"))

    @property
    def key(self) -> str:
        """Its normalized name."""
        return normalized(self.name)

    @cached_property
    def files(self) -> List[str]:
        """Absolute paths of its files by RECORD, in its order; [] where there is none. Some may have been removed."""
        root = os.path.dirname(self.info)
        try:
            with open(os.path.join(self.info, "RECORD"), encoding="utf-8", newline="") as file:
                return [os.path.normpath(os.path.join(root, row[0])) for row in csv.reader(file) if row]
        except FileNotFoundError:
            return []


def read_distributions(environment: str) -> List[Distribution]:
    """The environment's distributions, sorted by normalized name."""
    infos = [
        info
        for directory in site_packages(environment)
        for info in glob.glob(f"{glob.escape(directory)}/*.dist-info")
        if os.path.exists(os.path.join(info, "METADATA"))
    ]
    return sorted((_read(info) for info in infos), key=lambda distribution: distribution.key)


def normalized(name: str) -> str:
    """A distribution's name as indexes compare it: lower case, runs of `-_.` as one hyphen."""
    return re.sub(r"[-_.]+", "-", name).lower()


def owners(distributions: List[Distribution]) -> Dict[str, Distribution]:
    """Distribution by the absolute path of each file."""
    return {path: distribution for distribution in distributions for path in distribution.files}


def required(distributions: List[Distribution]) -> Set[str]:
    """Normalized names of distributions that another one requires."""
    return {name for one in distributions for name in one.requires if name != one.key}


def _read(info: str) -> Distribution:
    name, _, version = os.path.basename(info)[: -len(".dist-info")].partition("-")
    requires: Dict[bool, List[str]] = {False: [], True: []}
    with open(os.path.join(info, "METADATA"), encoding="utf-8", errors="replace") as file:
        for line in file:
            key, _, value = line.rstrip("\r\n").partition(": ")
            if not key:
                break
            if key == "Name":
                name = value.strip()
            elif key == "Version":
                version = value.strip()
            elif key == "Requires-Dist":
                one = normalized(re.split(r"[^A-Za-z0-9._-]", value.strip(), maxsplit=1)[0])
                requires["extra ==" in value.replace("extra==", "extra ==")].append(one)
    return Distribution(name, version, requires[False], requires[True], info)
