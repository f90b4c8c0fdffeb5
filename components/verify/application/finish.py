"""Finishes the application's code in the image itself and lays it out below OUT (order.py): finish.py application.json

Runs as root in a stage that is the image with the code in place; that code is mounted at CODE, and what an image from
scratch lacks for it at REHEARSED.
"""
from __future__ import annotations

import os
import sys
from typing import List

if __name__ == "__main__":
    sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), "../..")))

from verify.application.code import code_below
from verify.application.loaded import compile_loaded
from verify.application.order import Order, read_order
from verify.application.smoke import Trial
from verify.application.step import reported
from verify.stage import report

CODE = "/run/python-image/code"
REHEARSED = "/run/python-image/rehearsed"


def finish(order: Order, roots: List[str]) -> None:
    """Compile, try, and lay out what is below `roots` and in place. Raises Refusal if something does not work."""
    code = code_below(roots, order)
    with report.phase("trial"):
        compile_loaded(code, Trial(order).run().loaded)
    code.close()


def main(path: str) -> int:
    """Finish by the order in the file at `path`; returns the exit code."""
    return reported(lambda: finish(read_order(path), [CODE, REHEARSED]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
