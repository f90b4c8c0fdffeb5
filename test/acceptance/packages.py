"""Runs the checks of single packages, which must be installed: `python /acceptance/packages.py scipy lxml`."""
import sys

import checking
import science_checks
import service_checks
from acceptance import main

if __name__ == "__main__":
    chosen = [getattr(science_checks, name, None) or getattr(service_checks, name, None) for name in sys.argv[1:]]
    if not chosen or None in chosen:
        sys.exit(f"expected names of checks in science_checks.py and service_checks.py, got {sys.argv[1:]}")
    checking.CHECKS[:] = chosen
    sys.exit(main())
