"""Modules of the application that take the place of the standard library's."""
from __future__ import annotations

import os
import re
import sys
from typing import Optional

from verify.imports.failure import Failure

_FILE = re.compile(r"""(?:File "|\()(/[^"()\n]+)/(\w+)\.py\b""")


def hiding_file(failure: Failure, environment: str) -> Optional[str]:
    """The first file that a failure tells of which lies where programs import from, and has the name of a module of the
    standard library: whatever imports that module gets this file."""
    own = getattr(sys, "stdlib_module_names", frozenset())
    for folder, name in _FILE.findall("\n".join([*failure.causes, *failure.traceback])):
        installed = folder.startswith(environment + "/") or "/lib/python" in folder
        if name in own and not installed and not os.path.exists(os.path.join(folder, "__init__.py")):
            return f"{folder}/{name}.py"
    return None
