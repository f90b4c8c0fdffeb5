"""Third proof: everything that is to be imported can be, after what the imports lack was found and put in place."""
from __future__ import annotations

import re
from dataclasses import replace
from typing import Dict, List, Optional, Set

from verify.distribution import Distribution, modules_of, normalized, required
from verify.imports.absent import absent_modules, absent_places, hollow
from verify.imports.explain import CHEAPER, HOST_LIBRARY, doubt, explain, needs_settings
from verify.imports.needs import is_about_libraries, libraries_needed, looked_for
from verify.imports.run import Failure, ImportResult, ImportRun
from verify.libraries import Libraries, SystemPackages
from verify.prune import Removed
from verify.stage import Refusal, Settings, note

_ROUNDS = 10
"""A library opened by name can hide the next one; each round finds at least one."""
_LIBRARY = re.compile(r"[\w+-][\w+.-]*(?<!\.dll)(?<!\.dylib)")


class ImportProof:
    """Imports, installs what is missing, and imports again, until all pass or nothing more is found."""

    def __init__(
        self,
        settings: Settings,
        modules: Dict[str, Optional[Distribution]],
        distributions: List[Distribution],
        system: SystemPackages,
        removed: Removed,
    ):
        """`modules` are imported in order; each with the distribution that it is from, where that is known. What was
        `removed` and turns out to be needed is restored."""
        self._settings = settings
        self._modules = modules
        self._required = required(distributions)
        self._system = system
        self._removed = removed

    def start(self) -> ImportRun:
        """Start the first run, so that other work can be done beside it."""
        return ImportRun(self._settings, list(self._modules))

    def finish(self, run: ImportRun, libraries: Libraries) -> ImportResult:
        """What the imports loaded. Raises Refusal with all that cannot be imported, each with its reason and remedy."""
        result = self._result(run)
        for _ in range(_ROUNDS):
            restored = [self._restore(failure) for failure in result.failures]
            if not any(restored) and not self._provide(result.failures, libraries):
                break
            libraries = libraries.anew(self._system.libraries())
            result = self._result(self.start())
        self._judge(result.failures, {failure.module: libraries_needed(failure, libraries) for failure in result.failures})
        return result

    def _result(self, run: ImportRun) -> ImportResult:
        """The run's result, in which a namespace package where the distribution has a module is a failure."""
        result = run.result()
        made = [(name, self._modules[name]) for name in result.namespaces]
        empty = [hollow(name) for name, distribution in made if distribution and name in modules_of(distribution)]
        return replace(result, failures=[*result.failures, *empty])

    def _restore(self, failure: Failure) -> bool:
        restored = self._removed.restore(absent_places(failure, self._settings.environment))
        if restored:
            taken = ", ".join(sorted(set(restored.values())))
            note(f"{len(restored)} files that pruning had removed ({taken}) are back: {self._name(failure.module)} needs them.")
        return bool(restored)

    def _provide(self, failures: List[Failure], libraries: Libraries) -> bool:
        """Install what the failures need; whether anything was installed."""
        needs = {failure.module: libraries_needed(failure, libraries) for failure in failures}
        found = self._install(failures, needs)
        if not found and not any(needs.values()):
            unclear = [failure.module for failure in failures if failure.kind == "raised"]
            again = ImportRun(self._settings, unclear, lookups=True).result().failures if unclear else []
            needs = {failure.module: set(filter(_LIBRARY.fullmatch, looked_for(failure))) for failure in again}
            found = self._install(again, needs)
        self._announce(needs, found)
        return bool(found)

    def _install(self, failures: List[Failure], needs: Dict[str, Set[str]]) -> Dict[str, str]:
        names = {name for names in needs.values() for name in names}
        try:
            return self._system.provide(names) if names else {}
        except Refusal as refusal:
            self._judge(failures, needs, str(refusal))
            raise

    def _announce(self, needs: Dict[str, Set[str]], found: Dict[str, str]) -> None:
        if not found:
            return
        packages = ", ".join(sorted(set(found.values())))
        growth = f" ({self._system.growth})" if self._system.growth else ""
        why, cheaper = [], set()
        for module, names in needs.items():
            if names & set(found):
                why.append(f"{self._name(module)} needs {', '.join(sorted(names & set(found)))}")
                cheaper.add(CHEAPER.get(normalized(self._name(module)), ""))
        note(" ".join([f"{packages}{growth} added to the image: {'; '.join(why)}.", *sorted(cheaper)]).strip())

    def _judge(self, failures: List[Failure], needs: Dict[str, Set[str]], more: str = "") -> None:
        """Refuse the image for failures that matter, with `more` as last lines; the others are notes."""
        refused = []
        for failure in failures:
            missing = sorted(self._system.lacking(needs[failure.module]))
            about = failure, self._modules[failure.module], missing, self._settings
            if self._is_optional(failure, failures, missing):
                note(doubt(*about))
            else:
                refused.append(explain(*about))
        if refused:
            raise Refusal("\n".join([*refused, more]).strip())

    def _is_optional(self, failure: Failure, failures: List[Failure], missing: List[str]) -> bool:
        """Nothing about the image makes it fail, or nothing that was asked for needs it."""
        distribution = self._modules[failure.module]
        if failure.kind != "raised" or self._settings.import_check is not None:
            return False
        if needs_settings(failure) or missing and all(map(HOST_LIBRARY.fullmatch, missing)):
            return True
        if is_about_libraries(failure):
            return False
        if distribution is None or distribution.key in self._required:
            return distribution is not None
        failed = {one.module for one in failures}
        others = [name for name, one in self._modules.items() if one is distribution and name not in failed]
        return bool(others) and _lacks_an_extra(failure, distribution)

    def _name(self, module: str) -> str:
        """The distribution that a module is from; the module itself where that is not known."""
        distribution = self._modules[module]
        return distribution.name if distribution else module


def _lacks_an_extra(failure: Failure, distribution: Distribution) -> bool:
    """It fails for want of a module that only an extra of the distribution brings, perhaps in words of its own."""
    absent = {name.partition(".")[0] for name in absent_modules(failure)}
    outside = bool(absent) and absent.isdisjoint(name.partition(".")[0] for name in modules_of(distribution))
    return failure.type == "ModuleNotFoundError" or failure.type == "ImportError" and outside
