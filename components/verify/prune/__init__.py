"""Makes the environment smaller, rule by rule, and brings back what turns out to be needed."""
from verify.prune.pruning import finish_pruning, prune
from verify.prune.removed import Removed
from verify.prune.rule import LEVELS, MAX, NONE, SAFE

__all__ = ["LEVELS", "MAX", "NONE", "Removed", "SAFE", "finish_pruning", "prune"]
