"""What a rule for making the environment smaller is."""
from __future__ import annotations

from typing import Callable, Iterable, NamedTuple

from verify.prune.tree import Tree

NONE, SAFE, MAX = "none", "safe", "max"
LEVELS = (NONE, SAFE, MAX)


class Rule(NamedTuple):
    """Names files that can go, and why nothing misses them."""

    name: str
    level: str
    """The lowest level at which it applies: `none` (always), `safe` or `max`."""
    reason: str
    find: Callable[[Tree], Iterable[str]]
    """The files, relative to the root of the tree; some may be kept by the user's globs."""


def files(*globs: str) -> Callable[[Tree], Iterable[str]]:
    """Finds what matches globs relative to site-packages or, with a leading `/`, to the environment."""
    return lambda tree: tree.match(*globs)
