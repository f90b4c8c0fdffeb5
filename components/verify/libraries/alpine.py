"""Alpine as final stage: its packages say which libraries they provide, so apk finds them itself."""
from __future__ import annotations

import os
from typing import Callable, List, Optional

from verify.libraries.command import output_of, run
from verify.libraries.name import file_patterns
from verify.stage import Refusal



class Alpine:
    """apk of the final stage."""

    growth = ""
    """Empty: apk does not say how much disk space an installation takes."""

    def __init__(self) -> None:
        self._has_lists = False
        self._why_incomplete: Optional[Refusal] = None

    @property
    def finders(self) -> List[Callable[[str], List[str]]]:
        """The one way to packages that provide a library (a soname, or a name that was opened). Raises Refusal where
        nothing is found and not every repository answered."""
        return [self._providers]

    def install(self, packages: List[str]) -> None:
        """Install packages. Raises Refusal with apk's last lines."""
        self._fetch_lists()
        run("apk", "add", *packages)

    def growth_of(self, packages: List[str]) -> Optional[int]:
        """None: apk does not say it."""
        return None

    def packages_of_program(self, name: str) -> List[str]:
        """Packages that have a program of this name."""
        self._fetch_lists()
        return sorted(output_of("apk", "search", "-q", "-x", f"cmd:{name}").split(), key=len)

    def kept(self) -> List[str]:
        """Empty: apk downloads what it installs again."""
        return []

    def _providers(self, name: str) -> List[str]:
        self._fetch_lists()
        spec = [f"so:{pattern}" for pattern in file_patterns(name)]
        found = [output_of("apk", "search", "-q", "-x", one).split() for one in spec]
        if self._why_incomplete and not any(found):
            raise self._why_incomplete
        return [package for packages in found for package in sorted(set(packages), key=len)]

    def _fetch_lists(self) -> None:
        """Fetch the lists of packages, once. A repository that does not answer matters only if the others have nothing."""
        if not self._has_lists:
            self._has_lists = True
            try:
                run("apk", "update")
            except Refusal as refusal:
                self._why_incomplete = refusal


def is_alpine() -> bool:
    """This root has apk."""
    return os.path.exists("/sbin/apk")
