"""Brings back what pruning took and an import turned out to need, from the builder's untouched environment."""
from __future__ import annotations

import os
import re
import shutil
from typing import Dict, List, Set

from absent import absent_modules
from environment import site_packages
from imports import Failure
from records import record_files
from rootfs import under
from settings import Settings

_PATH = re.compile(r"/[^\s'\":]+")


def restore(failure: Failure, removed: Dict[str, str], settings: Settings) -> List[str]:
    """Restore the removed files that a failure is about, with their neighbours; gives their paths, sorted.

    `removed` has the rule by absolute path, and loses what is restored.
    """
    places = _places(failure, settings.environment)
    hits = [path for path in removed if any(_is_at(path, place) for place in places)]
    folders = {os.path.dirname(path) + "/" for path in hits}
    restored = sorted(path for path in removed if any(path.startswith(folder) for folder in folders))
    for path in restored:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        _copy(path, settings)
        del removed[path]
    for record in record_files(settings.environment) if restored else []:
        _copy(record, settings)  # with the entries that were dropped when the files were
    return restored


def _copy(path: str, settings: Settings) -> None:
    shutil.copy2(under(settings.builder, path), path, follow_symlinks=False)


def _places(failure: Failure, environment: str) -> Set[str]:
    """Paths, without suffix for modules, that the failure says are not there."""
    texts = [*failure.causes, failure.path or ""]
    modules = absent_modules(failure)
    files = {path for text in texts for path in _PATH.findall(text) if path.startswith(environment + "/")}
    return files | {os.path.join(site, *name.split(".")) for name in modules for site in site_packages(environment)}


def _is_at(path: str, place: str) -> bool:
    return path == place or path.startswith((place + "/", place + "."))
