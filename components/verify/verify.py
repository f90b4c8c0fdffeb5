"""Proves that an environment works in the final stage, and lays out what passed below /out.

Runs as root in a throwaway stage made from the final stage's base, with the builder's root mounted at
Settings.builder and the environment mounted read-write at its final path:

    python3 -I verify.py verify.json

The order, and who reads what:

1. interpreter   same path, version, ABI, libc family and machine as in the builder (static, refuses)
2. prune         installers always, the rest by Settings.prune; strips; what it took can be restored from the builder
3. libraries     every ELF file left: glibc not newer than here (refuses), unresolved libraries (candidates)
4. imports       one fresh process; a missing system library is installed here and the imports run again;
                 gives an ImportResult (imports.py) for the steps below
5. bytecode      unchecked-hash .pyc by Settings.bytecode, taken from ImportResult.compiled where it is there
6. leftovers     no installer is left unless wanted
7. inventory     SBOM, packages with their bytes, budget
8. layout        Settings.out: environment, sbom, system-packages.txt; for minimal also system/
"""
from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import report
from settings import Settings, read_settings


def verify(settings: Settings) -> None:
    """Run all proofs in order. Raises Refusal at the first that fails."""


def main(path: str) -> int:
    """Verify by the order in the file at `path`; returns the exit code."""
    try:
        with report.phase("verify"):
            verify(read_settings(path))
    except report.Refusal as refusal:
        report.error(str(refusal))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
