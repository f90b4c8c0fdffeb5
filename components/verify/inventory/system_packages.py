"""The system's packages: which there are, what is in them, and which others they need."""
from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Callable, Dict, Iterable, Iterator, List

DEB, APK = "deb", "apk"
_DPKG_STATUS, _DPKG_LISTS = "/var/lib/dpkg/status", "/var/lib/dpkg/info"
_APK_DATABASE = "/lib/apk/db/installed"
_ALPINES_OWN = ("alpine-base", "alpine-baselayout", "alpine-release", "apk-tools", "busybox", "musl-utils", "ssl_client")
_INTERPRETED = ("perl", "python")


@dataclass(frozen=True)
class Package:
    """One installed package."""

    manager: str
    """`deb` or `apk`."""
    name: str
    version: str
    architecture: str
    record: Dict[str, str]
    """Its fields in the database of the package manager, in order."""
    needs: List[List[str]]
    """What it depends on; of each list one name is enough."""
    provides: List[str]
    """Other names that it satisfies."""
    basic: bool
    """Part of every system of its kind."""
    files: List[str] = field(repr=False)
    """Absolute paths as the package manager knows them; may name directories, too."""

    @property
    def section(self) -> str:
        """Debian's kind of package, such as `libs`; empty elsewhere."""
        return self.record.get("Section", "").rpartition("/")[2]


def read_packages() -> List[Package]:
    """All packages of this system, sorted by name. Empty where there is neither dpkg nor apk."""
    found: Iterable[Package] = []
    if os.path.exists(_DPKG_STATUS):
        found = _read_dpkg()
    elif os.path.exists(_APK_DATABASE):
        found = _read_apk()
    return sorted(found, key=lambda package: (package.name, package.architecture))


def with_needs(
    names: Iterable[str], packages: List[Package], follow: Callable[[Package], bool] = lambda package: True
) -> List[Package]:
    """The packages of these names and all that they need, in the order of `packages`; of what they need only those that
    `follow` accepts."""
    by_name = {name: package for package in packages for name in package.provides}
    by_name.update((package.name, package) for package in packages)
    found: Dict[int, Package] = {}
    todo = [by_name[name] for name in names if name in by_name]
    while todo:
        package = todo.pop()
        if id(package) in found:
            continue
        found[id(package)] = package
        needs = [[by_name[name] for name in choices if name in by_name][:1] for choices in package.needs]
        todo += [need for choice in needs for need in choice if follow(need)]
    return [package for package in packages if id(package) in found]


def beside_basic(names: Iterable[str], packages: List[Package]) -> List[Package]:
    """Like with_needs(), without what every system of this kind has, and without modules for Perl and for the system's
    own Python, which are not there to run them; but with all that is named."""
    basic = {id(one) for one in with_needs([package.name for package in packages if package.basic], packages)}
    return with_needs(names, packages, lambda one: id(one) not in basic and one.section not in _INTERPRETED)


def _read_dpkg() -> Iterator[Package]:
    with open(_DPKG_STATUS, encoding="utf-8") as file:
        records = [_fields(text) for text in file.read().split("\n\n") if text.strip()]
    for record in records:
        if not record.get("Status", "").endswith(" installed"):
            continue
        name, architecture = record["Package"], record.get("Architecture", "")
        yield Package(
            DEB,
            name,
            record.get("Version", ""),
            architecture,
            record,
            _choices(f"{record.get('Pre-Depends', '')},{record.get('Depends', '')}"),
            [one for choices in _choices(record.get("Provides", "")) for one in choices],
            record.get("Essential") == "yes" or record.get("Priority") in ("required", "important"),
            [path for place in (name, f"{name}:{architecture}") for path in _lines(os.path.join(_DPKG_LISTS, f"{place}.list"))],
        )


def _read_apk() -> Iterator[Package]:
    with open(_APK_DATABASE, encoding="utf-8") as file:
        texts = [text.splitlines() for text in file.read().split("\n\n") if text.strip()]
    for lines in texts:
        record: Dict[str, str] = {}
        files, folder = [], ""
        for key, _, value in (line.partition(":") for line in lines):
            if key == "F":
                folder = value
            elif key == "R":
                files.append(os.path.join("/", folder, value))
            elif key.isalpha() and key not in "aMZ":
                record[key] = value
        needs = [[re.split(r"[<>=~]", need)[0]] for need in record.get("D", "").split() if not need.startswith("!")]
        provides = [re.split(r"[<>=~]", name)[0] for name in record.get("p", "").split()]
        name = record["P"]
        yield Package(APK, name, record.get("V", ""), record.get("A", ""), record, needs, provides, name in _ALPINES_OWN, files)


def _fields(text: str) -> Dict[str, str]:
    """The fields of a record; of those with several lines, the first line."""
    pairs = [line.partition(":") for line in text.split("\n") if line[:1].strip()]
    return {key: value.strip() for key, _, value in pairs}


def _choices(text: str) -> List[List[str]]:
    alternatives = [[re.split(r"[\s:(]", one.strip())[0] for one in need.split("|")] for need in text.split(",")]
    return [names for names in alternatives if any(names)]


def _lines(path: str) -> List[str]:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read().splitlines()
    except FileNotFoundError:
        return []
