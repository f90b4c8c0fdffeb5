"""What is not the environment's, as components of a bill of materials: packages of the system, the interpreter."""
from __future__ import annotations

from typing import Collection, Dict, Iterable, List
from urllib.parse import quote

from verify.inventory.system_packages import Package, read_packages


def components(packages: Iterable[Package]) -> List[Dict]:
    """The packages as components of a bill of materials."""
    system = _system()
    return [_component(f"{one.manager}/{system}", one.name, one.version, one.architecture) for one in packages]


def python_component(version: str) -> Dict:
    """The interpreter as a component of a bill of materials, as it may be from no package."""
    purl = f"pkg:generic/python@{version}"
    cpe = f"cpe:2.3:a:python:python:{version}:*:*:*:*:*:*:*"
    return {"type": "application", "bom-ref": purl, "name": "python", "version": version, "purl": purl, "cpe": cpe}


def components_of(names: Collection[str]) -> List[Dict]:
    """The packages of these names, as far as they are installed here, as components."""
    return components([one for one in read_packages() if one.name in names]) if names else []


def _component(distribution: str, name: str, version: str, architecture: str) -> Dict:
    """A package of the system's own package manager; `distribution` is `deb/debian`, `apk/alpine` or the like."""
    purl = f"pkg:{distribution}/{quote(name)}@{quote(version)}?arch={quote(architecture)}"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def _system() -> str:
    """`debian`, `alpine`: how the system calls itself."""
    with open("/etc/os-release", encoding="utf-8") as file:
        pairs = [line.strip().partition("=") for line in file]
    return next((value.strip("\"'") for key, _, value in pairs if key == "ID"), "linux")
