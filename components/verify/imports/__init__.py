"""The proof by imports: runs them, provides what they lack, and says why one fails."""
from verify.imports.causes import About
from verify.imports.explain import explain
from verify.imports.extensions import Extensions, prove_extensions
from verify.imports.proof import ImportProof
from verify.imports.run import ImportResult, ImportRun

__all__ = ["About", "Extensions", "ImportProof", "ImportResult", "ImportRun", "explain", "prove_extensions"]
