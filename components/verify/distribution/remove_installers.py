"""Uninstalls what came with an environment to install others, unless it is asked for or something needs it.

    python3 -B remove_installers.py ENVIRONMENT WANTED...
"""
from __future__ import annotations

import os
import subprocess
import sys
from typing import List

if __name__ == "__main__":
    sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), "../..")))

from verify.distribution.installed import read_distributions
from verify.distribution.installers import INSTALLERS, wanted_installers


def unneeded_installers(environment: str, asked: List[str]) -> List[str]:
    """Names of the installers in the environment that go; `asked` are those that the requirements name."""
    distributions = read_distributions(environment)
    unwanted = set(INSTALLERS) - wanted_installers(asked, distributions)
    return [one.name for one in distributions if one.key in unwanted]


if __name__ == "__main__":
    environment, *asked = sys.argv[1:]
    unneeded = unneeded_installers(environment, asked)
    command = [os.path.join(environment, "bin/python"), "-m", "pip", "uninstall", "--quiet", "--yes", *unneeded]
    sys.exit(subprocess.run(command, check=False).returncode if unneeded else 0)
