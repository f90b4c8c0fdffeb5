"""A step of the application, as a program."""
from __future__ import annotations

from typing import Callable

from verify.stage import Refusal, report


def reported(work: Callable[[], None]) -> int:
    """The exit code of a step, whose time and refusal are reported."""
    try:
        with report.phase("application"):
            work()
    except Refusal as refusal:
        report.error(refusal)
        return 1
    return 0
