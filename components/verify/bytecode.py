"""Puts bytecode beside the modules that are worth its bytes, without times, the same in every build."""
from __future__ import annotations

import importlib.util
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Dict, Iterable, List, Optional

from environment import files_below
from imports import ImportResult
from python_facts import PythonFacts
from report import note
from settings import Settings

_CHUNK = 64
"""Modules compiled by one process. What else a process has compiled can change the bytecode (not what it does), so the
division must not depend on the number of cores."""
_UNCHECKED = (1).to_bytes(4, "little")
_TIMED = bytes(4)


def store_bytecode(settings: Settings, result: ImportResult, facts: PythonFacts) -> None:
    """Write the bytecode that Settings.bytecode asks for into the environment."""
    if settings.bytecode == "none":
        return
    if settings.bytecode == "imported" and settings.import_check == []:
        note("bytecode: the import check is off, so no module counts as imported; programs compile at every start.")
    inside = settings.environment + "/"
    sources = {source for source in result.loaded if source.startswith(inside) and source.endswith(".py")}
    if settings.bytecode == "all":
        sources |= {entry.path for entry in files_below(os.path.join(settings.environment, "lib")) if entry.name.endswith(".py")}
    for source in sorted(sources & set(result.compiled)):
        write_bytecode(facts.bytecode_path(source), result.compiled[source])
    compile_modules(settings.environment, sorted(sources - set(result.compiled)))


def library_bytecode(settings: Settings, result: ImportResult, facts: PythonFacts) -> Dict[str, bytes]:
    """Bytecode of the loaded modules of the final stage's standard library, by its path, where the base has none: as the
    official images, whose programs would compile it at every start. It counts while its source keeps its time."""
    if settings.bytecode == "none":
        return {}
    libraries = tuple({facts.stdlib + "/", facts.platstdlib + "/"})
    sources = [source for source in result.loaded if source.startswith(libraries) and source.endswith(".py")]
    paths = {source: os.path.realpath(facts.bytecode_path(source)) for source in sources}
    missing = [source for source, path in sorted(paths.items()) if not os.path.exists(path)]
    compile_modules(settings.environment, [source for source in missing if source not in result.compiled])
    found = {}
    for source in missing:
        data = result.compiled.get(source) or _read(paths[source])
        if data:
            state = os.stat(source)
            stamp = [int(state.st_mtime) & 0xFFFFFFFF, state.st_size & 0xFFFFFFFF]
            found[paths[source]] = data[:4] + _TIMED + b"".join(one.to_bytes(4, "little") for one in stamp) + data[16:]
    return found


def write_bytecode(path: str, data: bytes) -> None:
    """Write one .pyc file with its directory."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def compile_modules(environment: str, sources: List[str]) -> None:
    """Compile in place, on all cores. What does not compile, such as a file for another version, is left alone."""
    python = os.path.join(environment, "bin/python")
    command = [python, "-B", "-s", "-m", "compileall", "-qq", "--invalidation-mode", "unchecked-hash", "-i", "-"]
    variables = {**os.environ, "PYTHONHASHSEED": "0"}

    def compile_chunk(chunk: Iterable[str]) -> None:
        names = "".join(f"{source}\n" for source in chunk)
        output = subprocess.DEVNULL
        subprocess.run(command, input=names, text=True, cwd="/", env=variables, stdout=output, stderr=output, check=False)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(compile_chunk, [sources[at : at + _CHUNK] for at in range(0, len(sources), _CHUNK)]))


def standard_bytecode(sources: List[str], compiled: Dict[str, bytes], facts: PythonFacts) -> Dict[str, bytes]:
    """Bytecode without times for modules of the standard library, by source, as far as it was made before: by the
    imports, or by the base image."""
    found = {}
    for source in sources:
        data = compiled.get(source) or _from_base(source, facts)
        if data:
            found[source] = data
    return found


def _from_base(source: str, facts: PythonFacts) -> Optional[bytes]:
    """The base's .pyc with the time stamp replaced by the source's hash; None where it has none that is up to date."""
    data, text = _read(facts.bytecode_path(source)), _read(source)
    if data is None or text is None:
        return None
    timed = data[4:8] == _TIMED and int.from_bytes(data[12:16], "little") == len(text) & 0xFFFFFFFF
    if data[:4].hex() != facts.magic or not (timed or data[4:8] == _UNCHECKED):
        return None
    return data[:4] + _UNCHECKED + importlib.util.source_hash(text) + data[16:]


def _read(path: str) -> Optional[bytes]:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None
