"""Alpine as final stage: its packages say which libraries they provide, so apk finds them itself."""
from __future__ import annotations

import os
from typing import Callable, List

from command import output_of, run
from library_name import file_patterns



class Alpine:
    """apk of the final stage."""

    growth = ""
    """Empty: apk does not say how much disk space an installation takes."""

    @property
    def finders(self) -> List[Callable[[str], List[str]]]:
        """The one way to packages that provide a library (a soname, or a name that was opened)."""
        return [self._providers]

    def install(self, packages: List[str]) -> None:
        """Install packages. Raises Refusal with apk's last lines."""
        run("apk", "add", "--no-cache", *packages)

    def kept(self) -> List[str]:
        """Empty: apk downloads what it installs again."""
        return []

    @staticmethod
    def _providers(name: str) -> List[str]:
        spec = [f"so:{pattern}" for pattern in file_patterns(name)]
        found = [output_of("apk", "search", "--no-cache", "-q", "-x", one).split() for one in spec]
        return [package for packages in found for package in sorted(set(packages), key=len)]


def is_alpine() -> bool:
    """This root has apk."""
    return os.path.exists("/sbin/apk")
