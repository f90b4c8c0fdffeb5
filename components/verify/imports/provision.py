"""Gets what failed imports need: libraries from the system's packages, and the packages of programs."""
from __future__ import annotations

import re
from typing import Callable, Dict, Iterable, List, Set

from verify.distribution import normalized
from verify.imports.causes import CHEAPER
from verify.imports.failure import Failure
from verify.imports.needs import libraries_needed, looked_for
from verify.libraries import Libraries, SystemPackages
from verify.stage import note

_LIBRARY = re.compile(r"[\w+-][\w+.-]*(?<!\.dll)(?<!\.dylib)")

Needs = Dict[str, Set[str]]
"""Names of libraries by the module that needs them."""


class Provision:
    """The system's packages, for modules that lack something of the system."""

    def __init__(self, system: SystemPackages, name: Callable[[str], str]):
        """`name` tells what a module is called in a note: the distribution that it is from."""
        self._system = system
        self._name = name

    def needs(self, failures: Iterable[Failure], libraries: Libraries) -> Needs:
        """What each failure says that it needs."""
        return {failure.module: libraries_needed(failure, libraries) for failure in failures}

    def looked_for(self, failures: Iterable[Failure]) -> Needs:
        """What each looked for by a name that may be a library's."""
        return {failure.module: set(filter(_LIBRARY.fullmatch, looked_for(failure))) for failure in failures}

    def provide(self, needs: Needs) -> bool:
        """Install what they need, and say so; whether anything was installed. Raises Refusal where that fails."""
        names = {name for names in needs.values() for name in names}
        found = self._system.provide(names) if names else {}
        if found:
            self._announce(needs, found)
        return bool(found)

    def missing(self, names: Iterable[str]) -> List[str]:
        """Those of the libraries that are still not there, sorted."""
        return sorted(self._system.lacking(names))

    def programs(self, failures: Iterable[Failure]) -> Dict[str, str]:
        """System package by name of each program that a failure wants, as far as there is one."""
        return self._system.packages_of_programs({name for failure in failures for name in failure.programs})

    def _announce(self, needs: Needs, found: Dict[str, str]) -> None:
        packages = ", ".join(sorted(set(found.values())))
        growth = f" ({self._system.growth})" if self._system.growth else ""
        why, cheaper = [], set()
        for module, names in needs.items():
            if names & set(found):
                why.append(f"{self._name(module)} needs {', '.join(sorted(names & set(found)))}")
                cheaper.add(CHEAPER.get(normalized(self._name(module)), ""))
        note(" ".join([f"{packages}{growth} added to the image: {'; '.join(why)}.", *sorted(cheaper)]).strip())
