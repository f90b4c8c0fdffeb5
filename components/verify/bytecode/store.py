"""Puts bytecode beside the modules that are worth its bytes, without times, the same in every build."""
from __future__ import annotations

import importlib.util
import os
from typing import Dict, List, Optional

from verify.imports import ImportResult
from verify.stage import PythonFacts, Settings, compile_modules, files_below, note

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
    missing = [source for source in sorted(sources) if not os.path.exists(facts.bytecode_path(source))]
    made = complete_bytecode(settings, missing, result, facts)
    return {os.path.realpath(facts.bytecode_path(source)): _timed(source, data) for source, data in made.items()}


def complete_bytecode(
    settings: Settings, sources: List[str], result: ImportResult, facts: PythonFacts
) -> Dict[str, bytes]:
    """Bytecode without times for modules of the standard library, by source: made before, or now. What does not compile
    is left out."""
    made = standard_bytecode(sources, result.compiled, facts)
    lacking = [source for source in sources if source not in made]
    compile_modules(settings.environment, lacking)
    return {**made, **standard_bytecode(lacking, {}, facts)}


def write_bytecode(path: str, data: bytes) -> None:
    """Write one .pyc file with its directory."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


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


def _timed(source: str, data: bytes) -> bytes:
    """A .pyc that counts while its source keeps its time and size."""
    state = os.stat(source)
    stamp = b"".join((value & 0xFFFFFFFF).to_bytes(4, "little") for value in (int(state.st_mtime), state.st_size))
    return data[:4] + _TIMED + stamp + data[16:]


def _read(path: str) -> Optional[bytes]:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None
