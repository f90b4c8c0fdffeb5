"""Makes the environment smaller in place, rule by rule, and says what each saved."""
from __future__ import annotations

from typing import Set

from verify.distribution import drop_descriptions, rewrite_records
from verify.elf import strip
from verify.prune.duplicates import link_duplicates
from verify.prune.installers import installer_files
from verify.prune.max_rules import MAX_RULES
from verify.prune.needed import needed_modules
from verify.prune.removed import Removed
from verify.prune.rule import LEVELS, MAX, NONE, SAFE, Rule
from verify.prune.safe_rules import SAFE_RULES
from verify.prune.tree import Tree
from verify.stage import Patterns, Settings, elf_files, report


def prune(settings: Settings, wanted: Set[str]) -> Removed:
    """Apply the rules up to the level Settings.prune, but for what Settings.keep names; prints a line for each.

    Installers go at every level, but for the `wanted` ones (distribution.wanted_installers). A single stage has its
    environment in the base, where nothing can be taken from.
    """
    tree, keep = Tree(settings.environment), Patterns(settings.keep)
    removed = Removed(settings.environment, settings.builder)
    level = -1 if settings.strategy == "single-stage" else LEVELS.index(settings.prune)

    installers = Rule("installers", NONE, "nothing is installed at run time", lambda tree: installer_files(tree, wanted))
    for rule in (installers, *SAFE_RULES, *MAX_RULES):
        if LEVELS.index(rule.level) <= level:
            found = [path for path in dict.fromkeys(rule.find(tree)) if not keep.match(path)]
            needed = needed_modules(tree, found) if rule.level == SAFE else set()
            found = [path for path in found if path not in needed]
            removed.rules.update((tree.path(path), rule.name) for path in found)
            report.removed(rule.name, tree.remove(found))
    if level >= LEVELS.index(SAFE):
        paths = [elf.path for elf in elf_files(settings.environment)]
        report.removed("symbols", sum(strip(path) for path in paths if not keep.match(tree.relative(path))))
    if level >= LEVELS.index(MAX):
        report.removed("descriptions", drop_descriptions(settings.environment, keep))
    if level >= LEVELS.index(SAFE):
        report.removed("duplicates", link_duplicates(settings.environment, keep))
    return removed


def finish_pruning(settings: Settings) -> None:
    """Make RECORD true; again after files were restored."""
    report.removed("records", rewrite_records(settings.environment, hashes=settings.prune != MAX))
