"""Globs over relative paths: `*` and `?` within a name, `**` over any number of directories."""
from __future__ import annotations

import re
from typing import Iterable, List

_TOKEN = re.compile(r"(\*\*/|/\*\*$|\*\*|\*|\?|\[!?[^\]]+\])")
_MEANING = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


class Patterns:
    """A set of globs. A pattern that names a directory also matches everything below it."""

    def __init__(self, globs: Iterable[str]):
        parts = [_translate(glob.strip("/")) for glob in globs]
        self._regex = re.compile(f"(?:{'|'.join(parts)})(?:/.*)?" if parts else r"(?!)", re.DOTALL)

    def match(self, path: str) -> bool:
        """Whether one of the globs matches the whole relative `path` or a directory above it."""
        return self._regex.fullmatch(path) is not None

    def filter(self, paths: Iterable[str]) -> List[str]:
        """Those of `paths` that match."""
        return [path for path in paths if self._regex.fullmatch(path)]


def _translate(glob: str) -> str:
    out = []
    for part in _TOKEN.split(glob):
        if part.startswith("["):
            out.append("[^" + part[2:] if part.startswith("[!") else part)
        else:
            out.append(_MEANING.get(part) or re.escape(part))
    return "".join(out)
