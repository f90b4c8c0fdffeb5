"""The bytes of the environment by what they belong to, after everything else was done to it."""
from __future__ import annotations

import os
import re
from typing import Dict, List, NamedTuple, Set, Tuple

from verify.distribution import owners, read_distributions
from verify.stage import files_below

_BYTECODE = re.compile(r"__pycache__/([^/]+?)\.[^/.]+\.pyc$")


class Share(NamedTuple):
    """What one distribution has in the environment; the last one of an inventory is what belongs to none."""

    name: str
    version: str
    bytes: int


def take_inventory(environment: str) -> Tuple[List[Share], int]:
    """The share of every distribution, largest first, and the bytes of what belongs to none: the interpreter's links,
    scripts and configuration. A file with several links counts once."""
    distributions = read_distributions(environment)
    owner = owners(distributions)
    amounts: Dict[str, int] = {one.info: 0 for one in distributions}
    rest, seen = 0, set()
    for entry in sorted(files_below(environment), key=lambda entry: entry.path):
        state = entry.stat(follow_symlinks=False)
        if _seen_before(state, seen):
            continue
        one = owner.get(_BYTECODE.sub(r"\1.py", entry.path))
        info = one.info if one else entry.path[: entry.path.find(".dist-info/") + len(".dist-info")]
        if info in amounts:
            amounts[info] += state.st_size
        else:
            rest += state.st_size
    shares = [Share(one.name, one.version, amounts[one.info]) for one in distributions]
    return sorted(shares, key=lambda share: (-share.bytes, share.name)), rest


def _seen_before(state: os.stat_result, seen: Set[Tuple[int, int]]) -> bool:
    if state.st_nlink == 1:
        return False
    inode = (state.st_dev, state.st_ino)
    again = inode in seen
    seen.add(inode)
    return again
