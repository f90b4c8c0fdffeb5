"""Bytecode without times, the same in every build, for the modules that are worth its bytes."""
from verify.bytecode.store import complete_bytecode, library_bytecode, store_bytecode, write_bytecode

__all__ = ["complete_bytecode", "library_bytecode", "store_bytecode", "write_bytecode"]
