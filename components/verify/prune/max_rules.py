"""Rules for what only some programs need; an image for such a program keeps it with `keep`."""
from __future__ import annotations

import os
import re
from typing import Iterable

from verify.prune import package_files as known
from verify.prune.rule import MAX, Rule, files
from verify.prune.safe_rules import lab_extensions
from verify.prune.tree import Tree

_ENGLISH = re.compile(r"(^|/)(en|root)([_@.-][^/]*)?(/|\.dat$)")


def _notebook(tree: Tree) -> Iterable[str]:
    return [*lab_extensions(tree), *tree.match(*known.WIDGETS)]


def _translations(tree: Tree) -> Iterable[str]:
    catalogs = [path for path in tree.match("**/LC_MESSAGES/*.mo") if not _ENGLISH.search(path)]
    return catalogs + [path for path in tree.match("babel/locale-data/*.dat") if not _ENGLISH.search(path)]


def _optional_modules(tree: Tree) -> Iterable[str]:
    for path in tree.match(*known.OPTIONAL_MODULES):
        folder, name = os.path.split(path)
        if f"{folder}/{name.split('.', 1)[0]}.py" in tree.files:
            yield path


def _source_maps(tree: Tree) -> Iterable[str]:
    return [path for path in tree.named(".js.map", ".css.map") if path[: -len(".map")] in tree.files]


MAX_RULES = (
    Rule("notebook", MAX, "only a notebook server hands them to a browser", _notebook),
    Rule("sample-data", MAX, "only examples load it", files(*known.SAMPLE_DATA)),
    Rule("documentation", MAX, "only people read it", files(*known.DOCUMENTATION)),
    Rule("desktop", MAX, "there is no screen", files(*known.DESKTOP)),
    Rule("core-fonts", MAX, "matplotlib uses them only where it is told not to embed fonts", files(*known.CORE_FONTS)),
    Rule("avif", MAX, "the format of few pictures, and as large as all other formats together", files(*known.AVIF)),
    Rule("translations", MAX, "texts and formats of languages other than English", _translations),
    Rule("optional-modules", MAX, "the Python source beside each does the same, slower", _optional_modules),
    Rule("source-maps", MAX, "only a browser's debugger loads them", _source_maps),
)
