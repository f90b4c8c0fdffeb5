"""Which modules prove that a distribution works: the top-level ones that it installs."""
from __future__ import annotations

import os
from typing import Dict, List, Optional, Set, Tuple

from verify.distribution.installed import Distribution, required

_NO_MODULES = {
    "pylab",  # for a prompt: it loads all of numpy and matplotlib.pyplot
    "benchmark", "benchmarks", "bin", "build", "conftest", "demo", "demos", "dist", "doc", "docs", "example",
    "examples", "licenses", "sample", "samples", "script", "scripts", "setup", "share", "test", "testing", "tests",
}  # fmt: skip


def modules_of(distribution: Distribution) -> List[str]:
    """Importable top-level modules, sorted. For a distribution that has its modules below namespace packages alone,
    such as google.cloud.storage, the outermost real ones; private ones only where there are no others."""
    paths = [_dotted(path, os.path.dirname(distribution.info)) for path in distribution.files]
    modules = {parts for parts in paths if parts}
    packages = {parts[:-1] for parts in modules if parts[-1] == "__init__"}
    top = {parts for parts in modules | packages if len(parts) == 1}
    outermost = top or {parts for parts in modules if _outermost(parts, packages)} | {
        parts for parts in packages if _outermost(parts, packages)
    }
    return sorted(".".join(parts) for parts in _preferred(outermost))


def import_names(distributions: List[Distribution], requested: List[str]) -> Dict[str, Distribution]:
    """Modules to import with their distribution: those of the distributions that the user asked for.

    These are the `requested` ones, by normalized name, and, as projects on disk have no name there, all that no other
    one requires. Those come first: what they import is proven by them. Distributions that require each other alone
    leave all.
    """
    inner = required(distributions)
    asked = [one for one in distributions if one.key in requested or one.key not in inner] or distributions
    names: Dict[str, Distribution] = {}
    for distribution in sorted(asked, key=lambda one: one.key in inner):
        for name in modules_of(distribution):
            names.setdefault(name, distribution)
    return names


def modules_to_import(
    distributions: List[Distribution], requested: List[str], check: Optional[List[str]]
) -> Dict[str, Optional[Distribution]]:
    """The modules that must be importable, with the distribution of each where it is known: those of `check`, or without
    one import_names()."""
    by_default = import_names(distributions, requested)
    if check is None:
        return dict(by_default)
    return {name: by_default.get(name, by_default.get(name.partition(".")[0])) for name in check}


def _dotted(path: str, root: str) -> Tuple[str, ...]:
    """The module's parts (`__init__` last for a package); () for a file that is no module."""
    if not path.startswith(root + "/"):
        return ()
    *parents, name = path[len(root) + 1 :].split("/")
    stem, _, suffix = name.partition(".")
    if suffix != "py" and not suffix.endswith("so"):
        return ()
    parts = (*parents, stem)
    return parts if all(part.isidentifier() for part in parts) else ()


def _outermost(parts: Tuple[str, ...], packages: Set[Tuple[str, ...]]) -> bool:
    return parts[-1] != "__init__" and not any(parts[:length] in packages for length in range(1, len(parts)))


def _preferred(candidates: Set[Tuple[str, ...]]) -> Set[Tuple[str, ...]]:
    real = {parts for parts in candidates if not _NO_MODULES & {part.lower() for part in parts}} or candidates
    return {parts for parts in real if not any(part.startswith("_") for part in parts)} or real
