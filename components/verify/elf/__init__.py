"""What a loader reads of a file, which C library it was built for, and what can be taken out of it."""
from verify.elf.header import Elf, ElfError, read_elf
from verify.elf.libc import GLIBC, MUSL, family_in, family_of, glibc_needed, glibc_of, version_of
from verify.elf.strip import strip

__all__ = [
    "Elf", "ElfError", "GLIBC", "MUSL", "family_in", "family_of", "glibc_needed", "glibc_of", "read_elf",
    "strip", "version_of",
]  # fmt: skip
