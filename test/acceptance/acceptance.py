"""Uses what programs use of an image with the six requirements; prints a line for each thing that works.

Run in a container, as its user: `docker run -v .../test/acceptance:/acceptance:ro IMAGE python /acceptance/acceptance.py`.
ACCEPTANCE_URL, if set, is asked over HTTPS beside the server that the script makes itself. Needs no network otherwise.
"""
import sys
import time
import traceback

import data_checks  # noqa: F401
import network_checks  # noqa: F401
import source_checks  # noqa: F401
import system_checks  # noqa: F401
from checking import CHECKS


def main():
    failed = 0
    for function in CHECKS:
        began = time.monotonic()
        try:
            function()
        except BaseException:
            failed += 1
            print(f"FAILED {function.__name__}")
            traceback.print_exc()
        else:
            print(f"ok {function.__name__} {time.monotonic() - began:.2f} s")
    print(f"{len(CHECKS) - failed} of {len(CHECKS)} passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
