"""Collects what the commands of `prepare` have written, below OUT (order.py): collect.py application.json

Runs as root in the stage in which they ran, with the root of the stage before them mounted at BEFORE.
"""
from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), "../..")))

from verify.application.changes import changes
from verify.application.order import Order, read_order
from verify.stage import Layout, note

BEFORE = "/run/python-image/before"
_MENTIONED = 1_000_000
"""Bytes that are lost silently at most."""


def collect(order: Order, before: str = BEFORE) -> None:
    """Lay out what is new or changed below the working directory and the environment; say what is lost elsewhere."""
    tree = Layout(order.settings.out)
    for directory in order.kept:
        tree.directory(directory)
        for path in sorted(changes(directory, before)):
            if os.path.isdir(path) and not os.path.islink(path):
                tree.directory(path)
            else:
                tree.copy(path)
    tree.close()
    mention_lost(order, before)


def mention_lost(order: Order, before: str) -> None:
    """Say how much was written to HOME, where programs keep what they download unless they are told otherwise."""
    home = os.path.realpath(os.environ.get("HOME", "/tmp"))
    if not os.path.isdir(home) or any(f"{home}/".startswith(f"{kept}/") for kept in order.kept):
        return
    lost = sum(os.lstat(path).st_size for path in changes(home, before) if not path.startswith(tuple(order.kept)))
    if lost >= _MENTIONED:
        kept = " and ".join(order.kept)
        note(
            f"prepare wrote {lost / 1e6:.1f} MB below {home}, which is not in the image: only {kept} are. Have it write "
            "there, by a variable in `environment` such as PLAYWRIGHT_BROWSERS_PATH, HF_HOME or XDG_CACHE_HOME."
        )


if __name__ == "__main__":
    collect(read_order(sys.argv[1]))
