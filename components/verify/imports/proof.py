"""Third proof: everything that is to be imported can be, after what the imports lack was found and put in place."""
from __future__ import annotations

import re
from dataclasses import replace
from typing import Dict, List, Optional, Set

from verify.distribution import Distribution, modules_of
from verify.imports.absent import absent_places, hollow
from verify.imports.causes import About
from verify.imports.failure import Failure
from verify.imports.judgement import Judge
from verify.imports.provision import Needs, Provision
from verify.imports.run import ImportResult, ImportRun
from verify.libraries import Libraries, SystemPackages
from verify.prune import Removed
from verify.stage import Interpreter, Refusal, Settings, minor, note

_FIRST_WITH_LAZY_IMPORTS = (3, 15)
_ROUNDS = 10
"""A library opened by name can hide the next one; each round finds at least one."""


class ImportProof:
    """Imports, installs what is missing, and imports again, until all pass or nothing more is found."""

    def __init__(
        self,
        settings: Settings,
        interpreter: Interpreter,
        modules: Dict[str, Optional[Distribution]],
        distributions: List[Distribution],
        system: SystemPackages,
        removed: Removed,
    ):
        """`modules` are imported in order; each with the distribution that it is from, where that is known. What was
        `removed` and turns out to be needed is restored."""
        self._settings = settings
        self._python = minor(interpreter.version)
        self._modules = modules
        self._installed = {one.key: one.version for one in distributions}
        self._judge = Judge(modules, distributions, settings.import_check is not None, settings.late_variables)
        self._provision = Provision(system, self._name)
        self._system = system
        self._removed = removed
        self._closer: Dict[str, Failure] = {}
        self.warnings: List[str] = []
        """What is not proven, with what to do; complete when all has finished."""

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
        lazily = self._lazily(result.failures)
        unused = {failure.module for failure in result.failures} - {failure.module for failure in lazily.failures}
        self._decide(result.failures, self._provision.needs(result.failures, libraries), unused)
        return result.and_loaded_by(lazily)

    def _lazily(self, failures: List[Failure]) -> ImportResult:
        """What passes where imports stay lazy that want so; the failures themselves where Python has no such imports."""
        if not failures or tuple(map(int, re.findall(r"\d+", self._python))) < _FIRST_WITH_LAZY_IMPORTS:
            return ImportResult(failures=failures)
        return self._result(ImportRun(self._settings, list(self._modules), lazy=True))

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
        needs = self._provision.needs(failures, libraries)
        if any(needs.values()):
            return self._install(failures, needs)
        unclear = [failure.module for failure in failures if failure.kind == "raised"]
        again = ImportRun(self._settings, unclear, lookups=True).result().failures if unclear else []
        self._closer = {failure.module: failure for failure in again}
        return self._install(again, self._provision.looked_for(again))

    def _install(self, failures: List[Failure], needs: Needs) -> bool:
        try:
            return self._provision.provide(needs)
        except Refusal as refusal:
            self._decide(failures, needs, set(), str(refusal))
            raise

    def _decide(self, failures: List[Failure], needs: Needs, unused: Set[str], more: str = "") -> None:
        """Refuse the image for failures that matter, with `more` as last lines; others become warnings. Modules that are
        `unused` can be imported as long as nobody uses what they import lazily."""
        failures = [self._closer.get(failure.module, failure) for failure in failures]
        packages = self._provision.programs(failures)
        abouts = [
            About(
                self._modules[failure.module], self._provision.missing(needs[failure.module]), packages,
                self._installed, self._settings.environment, self._python, self._settings.user,
            )
            for failure in failures
        ]  # fmt: skip
        judgement = self._judge.judge(failures, abouts, unused)
        if judgement.refused:
            raise Refusal("\n".join([*judgement.refused, more]).strip(), "PI4004")
        self.warnings = judgement.warnings

    def _name(self, module: str) -> str:
        """The distribution that a module is from; the module itself where that is not known."""
        distribution = self._modules[module]
        return distribution.name if distribution else module
