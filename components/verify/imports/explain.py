"""Says of a module that cannot be imported in the final image what is the matter, and what to do about it."""
from __future__ import annotations

from typing import Optional

from verify.distribution import Distribution
from verify.imports.causes import About, cause_of
from verify.imports.failure import Failure


def explain(failure: Failure, about: About) -> str:
    """The sentences for one failed import, with the last lines of its traceback as further lines."""
    cause, remedy = cause_of(failure, about)
    sentences = f"{_who(failure, about.distribution)} cannot be imported in the final image: {cause}. {remedy}"
    return "\n".join([sentences, *failure.traceback])


def doubt(failure: Failure, about: About) -> str:
    """The sentences for a module that cannot be imported although nothing has to be wrong with the image."""
    cause, remedy = cause_of(failure, about)
    return f"{_who(failure, about.distribution)} is not proven to work: {cause}. {remedy}"


def _who(failure: Failure, distribution: Optional[Distribution]) -> str:
    return f"{failure.module} ({distribution.name} {distribution.version})" if distribution else failure.module
