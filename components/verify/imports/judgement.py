"""Whether a failed import speaks against the image, by the kind of its failure."""
from __future__ import annotations

from typing import Collection, Dict, Iterable, List, NamedTuple, Optional

from verify.distribution import Distribution, required
from verify.imports.causes import About
from verify.imports.explain import doubt, explain
from verify.imports.failure import Failure
from verify.imports.kinds import lacks_an_extra, needs_device, needs_host, needs_server, needs_settings
from verify.imports.needs import is_about_libraries
from verify.stage import note

REFUSED, WARNED, NOTED = "refused", "warned", "noted"


class Judgement(NamedTuple):
    """Texts about failures, in their order."""

    refused: List[str]
    """Reasons to refuse the image."""
    warnings: List[str]
    """What is not proven, with what to do."""


class Judge:
    """Knows what was to be imported, and on whose word."""

    def __init__(
        self,
        modules: Dict[str, Optional[Distribution]],
        distributions: List[Distribution],
        by_name: bool,
        late_variables: Collection[str] = (),
    ):
        """`modules` with the distribution of each; `by_name`: the user named them, so that each has to work;
        `late_variables` are given, and have no value here."""
        self._modules = modules
        self._distributions = distributions
        self._required = required(distributions)
        self._by_name = by_name
        self._late = frozenset(late_variables)

    def judge(self, failures: Iterable[Failure], abouts: Iterable[About], unused: Collection[str] = ()) -> Judgement:
        """Sort the failures, each with what is known about it. What needs no one's attention is a note. Modules that are
        `unused` fail only in what they import lazily."""
        failures = list(failures)
        failed = {failure.module for failure in failures}
        found = Judgement([], [])
        for failure, about in zip(failures, abouts):
            if failure.module in unused:
                verdict = WARNED if is_about_libraries(failure) or failure.programs else NOTED
            else:
                verdict = self._verdict(failure, about, failed)
            if verdict == REFUSED:
                found.refused.append(explain(failure, about))
            elif verdict == WARNED:
                found.warnings.append(doubt(failure, about))
            else:
                note(self._why_not(failure, about))
        return found

    def _verdict(self, failure: Failure, about: About, failed: Collection[str]) -> str:
        distribution = about.distribution
        if failure.kind != "raised" or self._by_name:
            return REFUSED
        if needs_host(about.missing) or needs_server(failure, self._distributions) or self._comes_late(failure):
            return NOTED
        is_required = distribution is not None and distribution.key in self._required
        if failure.programs:
            return WARNED if is_required else REFUSED
        if needs_settings(failure) or needs_device(failure):
            return WARNED
        if is_about_libraries(failure) or distribution is None:
            return REFUSED
        others = [name for name, one in self._modules.items() if one is distribution and name not in failed]
        return WARNED if is_required or others and lacks_an_extra(failure, distribution) else REFUSED

    def _why_not(self, failure: Failure, about: About) -> str:
        server = needs_server(failure, self._distributions)
        if server:
            return f"{failure.module} works in a process of {server} alone: it imports {server}, which only that program has."
        if self._comes_late(failure):
            names = ", ".join(failure.variables)
            return f"{failure.module} is not proven to work: it reads {names}, which has its value with the code. A command of `smokeTests` proves it."
        return doubt(failure, about)

    def _comes_late(self, failure: Failure) -> bool:
        """It stopped for want of variables that the image has, and this stage has not."""
        return bool(failure.variables) and self._late.issuperset(failure.variables)
