"""Lays the source out and finishes it in one step, where no command and no trial comes between: lay_out.py application.json

Runs as root in a stage that is the image without the code. Each edit of the code runs it, so it loads no more than it needs:
the base has no bytecode for what it is written in.
"""
from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), "../..")))

from place import place
from verify.application.code import code_below, link_in_place
from verify.application.order import OUT, Order, read_order
from verify.application.step import reported

SOURCE = "/run/python-image/source"
LAID_OUT = f"{OUT}-source"


def lay_out(order: Order) -> None:
    """Lay out below a directory, and below / as links of the same files; then finish."""
    place(SOURCE, LAID_OUT, order.settings.workdir)
    link_in_place(LAID_OUT)
    code_below([LAID_OUT], order).close()


if __name__ == "__main__":
    sys.exit(reported(lambda: lay_out(read_order(sys.argv[1]))))
