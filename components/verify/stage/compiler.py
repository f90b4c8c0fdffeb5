"""Compiles modules to bytecode without times."""
from __future__ import annotations

import os
import subprocess
from typing import Iterable, List, Optional

from verify.stage.native import NATIVE_PYTHON

_CHUNK = 64
"""Modules compiled by one process. What else a process has compiled can change the bytecode (not what it does), so the
division must not depend on the number of cores."""


def compile_modules(environment: str, sources: List[str], below: Optional[str] = None) -> None:
    """Compile in place or `below` another directory, on all cores. What does not compile, such as a file for another
    version, is left alone."""
    python = NATIVE_PYTHON or [os.path.join(environment, "bin/python")]
    command = [*python, "-B", "-s", "-m", "compileall", "-qq", "--invalidation-mode", "unchecked-hash", "-i", "-"]
    variables = {**os.environ, "PYTHONHASHSEED": "0", **({"PYTHONPYCACHEPREFIX": below} if below else {})}

    def compile_chunk(chunk: Iterable[str]) -> None:
        names = "".join(f"{source}\n" for source in chunk)
        output = subprocess.DEVNULL
        subprocess.run(command, input=names, text=True, cwd="/", env=variables, stdout=output, stderr=output, check=False)

    chunks = [sources[at : at + _CHUNK] for at in range(0, len(sources), _CHUNK)]
    if len(chunks) < 2:
        for chunk in chunks:
            compile_chunk(chunk)
        return
    from concurrent.futures import ThreadPoolExecutor  # takes longer to load than a few modules to compile

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(compile_chunk, chunks))
