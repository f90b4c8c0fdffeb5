"""Finishes the application's code in the image itself and lays it out below OUT (order.py): finish.py application.json

Runs as root in a stage that is the image with the code in place; that code is mounted at CODE, and what an image from
scratch lacks for it at REHEARSED.
"""
from __future__ import annotations

import os
import sys
from typing import Callable, List

if __name__ == "__main__":
    sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), "../..")))

from verify.application.code import Code
from verify.application.order import Order, read_order
from verify.application.smoke import Trial
from verify.stage import Refusal, ask_python, report

CODE = "/run/python-image/code"
REHEARSED = "/run/python-image/rehearsed"


def finish(order: Order, roots: List[str]) -> None:
    """Compile, try, and lay out what is below `roots` and in place. Raises Refusal if something does not work."""
    code = Code(order.settings, ask_python(order.settings.environment))
    for root in filter(os.path.isdir, roots):
        code.take(root)
    code.make_writable(order.writable)
    code.compile()
    with report.phase("trial"):
        code.compile_loaded(Trial(order).run().loaded)
    code.close()


def reported(work: Callable[[], None]) -> int:
    """The exit code of a step, whose time and refusal are reported."""
    try:
        with report.phase("application"):
            work()
    except Refusal as refusal:
        report.error(refusal)
        return 1
    return 0


def main(path: str) -> int:
    """Finish by the order in the file at `path`; returns the exit code."""
    return reported(lambda: finish(read_order(path), [CODE, REHEARSED]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
