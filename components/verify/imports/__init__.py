"""The proof by imports: runs them, provides what they lack, and says why one fails."""
from verify.imports.proof import ImportProof
from verify.imports.run import ImportResult, ImportRun

__all__ = ["ImportProof", "ImportResult", "ImportRun"]
