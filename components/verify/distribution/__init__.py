"""What is installed in the environment, and which modules prove that it works."""
from verify.distribution.asked import check_asked
from verify.distribution.descriptions import drop_descriptions
from verify.distribution.extension import module_name
from verify.distribution.installed import Distribution, normalized, owners, read_distributions, required
from verify.distribution.installers import INSTALLERS, check_leftovers, wanted_installers
from verify.distribution.modules import modules_of, modules_to_import
from verify.distribution.records import record_files, rewrite_records

__all__ = [
    "Distribution", "INSTALLERS", "check_asked", "check_leftovers", "drop_descriptions", "module_name", "modules_of",
    "modules_to_import", "normalized", "owners", "read_distributions", "record_files", "required", "rewrite_records",
    "wanted_installers",
]  # fmt: skip
