"""What pruning took, and its way back from the builder's untouched environment for what an import turned out to need."""
from __future__ import annotations

import os
import shutil
from typing import Dict, Iterable

from verify.distribution import record_files
from verify.stage import under


class Removed:
    """The files that pruning took, each with the rule that named it."""

    rules: Dict[str, str]
    """Name of the rule by absolute path; what is restored leaves it."""
    restored: bool
    """Whether files are back."""

    def __init__(self, environment: str, builder: str):
        """Nothing yet; `builder` is the root in which `environment` is still whole."""
        self._environment = environment
        self._builder = builder
        self.rules = {}
        self.restored = False

    def restore(self, places: Iterable[str]) -> Dict[str, str]:
        """Restore what lies at `places`, paths that lack their suffix where they are modules, with its neighbours. Gives
        the rule that had taken it by path of each file."""
        named = tuple(end for place in places for end in (f"{place}/", f"{place}."))
        exact = {one[:-1] for one in named}
        hits = [path for path in self.rules if path in exact or path.startswith(named)] if named else []
        folders = tuple({os.path.dirname(path) + "/" for path in hits})
        restored = sorted(path for path in self.rules if path.startswith(folders)) if folders else []
        for path in restored:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            self._copy(path)
        for record in record_files(self._environment) if restored else []:
            self._copy(record)  # with the entries that were dropped when the files were
        self.restored = self.restored or bool(restored)
        return {path: self.rules.pop(path) for path in restored}

    def _copy(self, path: str) -> None:
        shutil.copy2(under(self._builder, path), path, follow_symlinks=False)
