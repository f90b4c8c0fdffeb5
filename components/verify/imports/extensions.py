"""Extension modules and programs that lack a library and that no import of the proof has touched.

Packages load such modules when a program first asks for them: `import rdkit` passes, `rdkit.Chem.Draw` needs libXrender.
So each is imported by itself; a program lacks what it is linked with. What a part of a package alone needs comes by itself
while it is small; more is the user's choice.
"""
from __future__ import annotations

import os
from typing import Dict, Iterable, List, NamedTuple, Optional, Set

from verify.distribution import Distribution, module_name, owners
from verify.imports.failure import Failure
from verify.imports.kinds import needs_host
from verify.imports.needs import libraries_needed
from verify.imports.provision import Provision
from verify.imports.run import ImportRun
from verify.libraries import Libraries, SystemPackages
from verify.stage import Refusal, Settings, megabytes, note, site_packages

_ROUNDS = 10
_SMALL = 10_000_000
"""Bytes on disk of the system packages that are added for the parts of one package without being asked for."""
_SHOWN = 3


class Lacking(NamedTuple):
    """Modules and programs of one package that lack libraries."""

    owner: Optional[Distribution]
    modules: List[str]
    libraries: Set[str]


class Extensions(NamedTuple):
    """What came of them."""

    passed: List[str]
    """Dotted names of those that can be imported, or fail for another reason than a library."""
    warnings: List[str]
    """About those that still lack something, with what to do."""


def prove_extensions(
    settings: Settings, libraries: Libraries, distributions: List[Distribution], system: SystemPackages
) -> Extensions:
    """Import them, and add what they lack."""
    paths = _modules_that_lack(libraries, site_packages(settings.environment))
    programs = {os.path.basename(path): path for path in _programs_that_lack(libraries)}
    owner = owners(distributions) if paths or programs else {}
    by_module = {module: owner.get(path) for module, path in {**programs, **paths}.items()}
    provision = Provision(system, lambda module: _called(by_module[module], module))
    todo, lacking = list(paths), []
    for _ in range(_ROUNDS if by_module else 0):
        needs = {failure.module: _of_the_image(libraries_needed(failure, libraries)) for failure in _failures(settings, todo)}
        todo = list(needs)
        needs.update((name, _of_the_image(libraries.closure(path))) for name, path in programs.items())
        lacking = _by_owner(needs, by_module)
        small = {module for one in lacking if _is_small(one.libraries, system) for module in one.modules}
        if not _provided(provision, {module: needs[module] for module in sorted(small)}):
            break
        libraries = libraries.anew(system.libraries())
    failed = {module for one in lacking for module in one.modules}
    return Extensions([module for module in paths if module not in failed], [_warning(one, system) for one in lacking])


def _of_the_image(names: Iterable[str]) -> Set[str]:
    return {name for name in names if not needs_host([name])}


def _is_small(names: Iterable[str], system: SystemPackages) -> bool:
    cost = system.cost(names)
    return cost is not None and cost <= _SMALL


def _modules_that_lack(libraries: Libraries, sites: List[str]) -> Dict[str, str]:
    """Path by dotted name of the modules that load something which is not there, but for what the host brings."""
    if all(needs_host([name]) for name in libraries.unresolved()):
        return {}
    found = {}
    for path in (elf.path for elf in libraries.files()):
        site = next((site for site in sites if path.startswith(site + "/")), None)
        name = module_name(path) if site and ".so" in os.path.basename(path) else None
        parents = os.path.relpath(path, site).split("/")[:-1] if name else []
        if name and all(part.isidentifier() for part in parents):
            missing = libraries.closure(path)
            if _of_the_image(missing):
                found[".".join([*parents, *([] if name == "__init__" else [name])])] = path
    return found


def _programs_that_lack(libraries: Libraries) -> List[str]:
    """Paths of the programs for this system that load something which is not there."""
    programs = [elf for elf in libraries.files() if elf.interpreter and os.path.exists(elf.interpreter)]
    return [elf.path for elf in programs if os.access(elf.path, os.X_OK) and _of_the_image(libraries.closure(elf.path))]


def _failures(settings: Settings, modules: List[str]) -> List[Failure]:
    """Those that cannot be imported; one that ends the process does not keep the others from their turn."""
    found: List[Failure] = []
    todo = modules
    while todo:
        failures = ImportRun(settings, todo).result().failures
        found += failures
        ended = [failure.module for failure in failures if failure.kind != "raised"]
        todo = todo[todo.index(ended[0]) + 1 :] if ended and ended[0] in todo else []
    return found


def _provided(provision: Provision, needs: Dict[str, Set[str]]) -> bool:
    try:
        return provision.provide(needs)
    except Refusal as refusal:  # nobody asked for these modules: they are no reason to stop
        note(f"system packages for {', '.join(sorted(needs))} could not be added: {refusal}")
        return False


def _by_owner(needs: Dict[str, Set[str]], owner: Dict[str, Optional[Distribution]]) -> List[Lacking]:
    found: Dict[str, Lacking] = {}
    for module, names in needs.items():
        if names:
            one = owner[module]
            lacking = found.setdefault(one.key if one else module, Lacking(one, [], set()))
            lacking.modules.append(module)
            lacking.libraries.update(names)
    return list(found.values())


def _warning(lacking: Lacking, system: SystemPackages) -> str:
    shown = ", ".join(lacking.modules[:_SHOWN])
    more = len(lacking.modules) - _SHOWN
    which = f"{shown} and {more} more of it" if more > 0 else shown
    need = "needs" if len(lacking.modules) == 1 else "need"
    names = sorted(lacking.libraries)
    packages = sorted(set(system.offers(names).values()))
    quoted = ", ".join(f'"{package}"' for package in packages or ["<package>"])
    cost = system.cost(names)
    size = f" (about {megabytes(cost)} on disk)" if cost else ""
    has = "these" if packages else "the system packages that have them"
    return (
        f"{_called(lacking.owner, lacking.modules[0])}: {which} {need} {', '.join(names)}, which the image lacks. If the "
        f"application uses {'it' if need == 'needs' else 'them'}, add {has}: runtimePackages: [{quoted}]{size}."
    )


def _called(distribution: Optional[Distribution], module: str) -> str:
    return f"{distribution.name} {distribution.version}" if distribution else module
