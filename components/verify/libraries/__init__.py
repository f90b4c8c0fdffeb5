"""Shared libraries: where the loader finds them, which are missing, and which system package has them."""
from verify.libraries.closure import closure, mentions
from verify.libraries.libc_proof import check_libc
from verify.libraries.packages import SystemPackages, package_manager
from verify.libraries.resolution import Libraries
from verify.libraries.system import SystemLibraries
from verify.libraries.unresolved import note_unresolved

__all__ = [
    "Libraries", "SystemLibraries", "SystemPackages", "check_libc", "closure", "mentions", "note_unresolved",
    "package_manager",
]  # fmt: skip
