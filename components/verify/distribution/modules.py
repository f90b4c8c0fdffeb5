"""Which modules prove that a distribution works: the top-level ones that it installs."""
from __future__ import annotations

import os
import re
from typing import Callable, Dict, List, Optional, Set, Tuple

from verify.distribution.extension import foreign_module_name, module_name
from verify.distribution.installed import Distribution

_NO_MODULES = {
    "pylab",  # for a prompt: it loads all of numpy and matplotlib.pyplot
    "benchmark", "benchmarks", "bin", "build", "conftest", "demo", "demos", "dist", "doc", "docs", "example",
    "examples", "licenses", "sample", "samples", "script", "scripts", "setup", "share", "testing",
}  # fmt: skip
_TESTS = re.compile(r"(?:^|_)tests?$|^tests?_")


def modules_of(distribution: Distribution) -> List[str]:
    """Importable top-level modules, sorted. For a distribution that has its modules below namespace packages alone,
    such as google.cloud.storage, the outermost real ones; private ones only where there are no others."""
    modules = _modules(distribution, module_name) or _modules(distribution, foreign_module_name)
    packages = {parts[:-1] for parts in modules if parts[-1] == "__init__"}
    top = {parts for parts in modules | packages if len(parts) == 1}
    outermost = top or {parts for parts in modules if _outermost(parts, packages)} | {
        parts for parts in packages if _outermost(parts, packages)
    }
    return sorted(".".join(parts) for parts in _preferred(outermost))


def import_names(distributions: List[Distribution], requested: List[str]) -> Dict[str, Distribution]:
    """Modules to import with their distribution: those of the distributions that the user asked for.

    These are the `requested` ones, by normalized name, and, as projects on disk have no name there, all that no other
    one requires, be it with an extra. Each comes after those that require it: what they import is proven by them, and
    some work only so. Distributions that require each other alone leave all.
    """
    inner = {name for one in distributions for name in [*one.requires, *one.optional] if name != one.key}
    asked = [one for one in distributions if one.key in requested or one.key not in inner] or distributions
    names: Dict[str, Distribution] = {}
    for distribution in _outermost_first(distributions):
        if distribution not in asked:
            continue
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


def _outermost_first(distributions: List[Distribution]) -> List[Distribution]:
    """Each after all that require it, with or without an extra; of those that require each other, one comes first."""
    parents: Dict[str, List[Distribution]] = {}
    for one in distributions:
        for name in sorted({*one.requires, *one.optional}):
            parents.setdefault(name, []).append(one)
    done: Dict[str, Distribution] = {}
    seen: Set[str] = set()
    for start in distributions:
        todo = [start]
        while todo:
            one = todo[-1]
            ahead = [] if one.key in seen else [parent for parent in parents.get(one.key, []) if parent.key not in seen]
            seen.add(one.key)
            if ahead:
                todo += ahead
            else:
                done.setdefault(todo.pop().key, one)
    return list(done.values())


def _modules(distribution: Distribution, named: Callable[[str], Optional[str]]) -> Set[Tuple[str, ...]]:
    """Parts of the modules (`__init__` last for a package) of all files for which `named` has a name, but for what is
    within a top-level package: that can be large."""
    root, found = os.path.dirname(distribution.info) + "/", set()
    inside = [path[len(root) :] for path in distribution.files if path.startswith(root)]
    packages = {path.partition("/")[0] for path in inside if path.partition("/")[2] == "__init__.py"}
    for path in inside:
        *parents, file = path.split("/")
        if not all(part.isidentifier() for part in parents):
            continue
        if parents and parents[0] in packages and (len(parents) > 1 or not file.startswith("__init__.")):
            continue
        name = named(root + path)
        if name:
            found.add((*parents, name))
    return found


def _outermost(parts: Tuple[str, ...], packages: Set[Tuple[str, ...]]) -> bool:
    return parts[-1] != "__init__" and not any(parts[:length] in packages for length in range(1, len(parts)))


def _is_beside(name: str) -> bool:
    """Whether a module of this name lies beside those that a distribution is there for."""
    return name in _NO_MODULES or _TESTS.search(name) is not None


def _preferred(candidates: Set[Tuple[str, ...]]) -> Set[Tuple[str, ...]]:
    real = {parts for parts in candidates if not any(_is_beside(part.lower()) for part in parts)} or candidates
    return {parts for parts in real if not any(part.startswith("_") for part in parts)} or real
