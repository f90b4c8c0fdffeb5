"""What the environment's interpreter says about itself."""
from __future__ import annotations

import json
import os
import subprocess
from typing import List, NamedTuple, Optional

_ASK = """
import json, sys, sysconfig, importlib.util
try:
    import ssl
    certificates = ssl.get_default_verify_paths()
    certificates = [certificates.openssl_cafile, certificates.openssl_capath]
except ImportError:
    certificates = [None, None]
print(json.dumps([
    sys._base_executable, sys.base_prefix, sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"),
    sys.implementation.cache_tag, importlib.util.MAGIC_NUMBER.hex(), *certificates,
    list(sysconfig.get_config_var("TZPATH").split(":")) if sysconfig.get_config_var("TZPATH") else [],
]))
"""


class PythonFacts(NamedTuple):
    """Paths of the interpreter behind an environment, and how it names and marks its bytecode."""

    executable: str
    """The interpreter that the environment was made from; may be a link."""
    prefix: str
    stdlib: str
    """Directory of the standard library."""
    platstdlib: str
    """Directory of its platform-dependent part; often the same."""
    cache_tag: str
    """`cpython-313`."""
    magic: str
    """Magic number of its .pyc files, in hexadecimal."""
    certificate_file: Optional[str]
    """Where OpenSSL looks for trusted authorities; None without the module ssl."""
    certificate_directory: Optional[str]
    time_zones: List[str]
    """Directories in which zoneinfo looks for the system's time zones."""

    def bytecode_path(self, source: str) -> str:
        """Where the interpreter looks for the bytecode of the module at `source`."""
        folder, name = os.path.split(source)
        return os.path.join(folder, "__pycache__", f"{name[: -len('.py')]}.{self.cache_tag}.pyc")


def ask_python(environment: str) -> PythonFacts:
    """Ask the interpreter of the environment, which must run here."""
    python = os.path.join(environment, "bin/python")
    answer = subprocess.run([python, "-I", "-B", "-S", "-c", _ASK], stdout=subprocess.PIPE, check=True, text=True).stdout
    return PythonFacts(*json.loads(answer))
