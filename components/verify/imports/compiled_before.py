"""Bytecode for imports that are emulated, made before by the machine that builds: compiling takes most of their time."""
from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from functools import lru_cache
from typing import List, Optional

from verify.stage import NATIVE_PYTHON, compile_modules, files_below


class CompiledBefore:
    """The bytecode of all sources below some directories, in a directory of its own."""

    def __init__(self, environment: str, directories: List[str]):
        self._folder = tempfile.TemporaryDirectory()
        os.chmod(self._folder.name, 0o755)
        self.variables = {"PYTHONPYCACHEPREFIX": self._folder.name}
        """What has an interpreter find it."""
        paths = [entry.path for directory in directories for entry in files_below(directory)]
        compile_modules(environment, sorted(path for path in paths if path.endswith(".py")), self._folder.name)

    def of(self, source: str) -> Optional[bytes]:
        """The unchecked-hash .pyc of a source; None where it was not there, or could not be compiled."""
        folder, name = os.path.split(source)
        file = f"{name[: -len('.py')]}.{sys.implementation.cache_tag}.pyc"
        try:
            with open(os.path.join(self._folder.name, folder.lstrip("/"), file), "rb") as bytecode:
                return bytecode.read()
        except OSError:
            return None


@lru_cache(maxsize=None)
def compiled_before(environment: str, builder: str) -> Optional[CompiledBefore]:
    """Of the environment and the standard library, made at the first call; None where the imports are not emulated."""
    if NATIVE_PYTHON is None:
        return None
    # What runs this is the builder's interpreter; the final stage's is at the same path, and of the same version.
    library = os.path.join("/", os.path.relpath(sysconfig.get_path("stdlib"), builder))
    return CompiledBefore(environment, [library, os.path.join(environment, "lib")])
