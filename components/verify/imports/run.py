"""Runs the imports in a fresh process, as the image's user and offline, and tells what they loaded or why they failed."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field, replace
from typing import IO, Dict, List, Optional

from verify.imports.compiled_before import compiled_before
from verify.imports.failure import Failure
from verify.stage import NATIVE_PYTHON, Settings, image_identity, image_variables

TIMEOUT = 3000.0 if NATIVE_PYTHON else 300.0
"""Seconds that all imports of a run may take together; they are some ten times as slow where they are emulated."""
_CHILD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "child.py")
_OUTPUT_LINES = 8


@dataclass(frozen=True)
class ImportResult:
    """What one run of the imports loaded. Paths are absolute, lists are sorted."""

    loaded: List[str] = field(default_factory=list)
    """Files of the loaded modules: sources and extension modules, of the environment and of the standard library."""
    mapped: List[str] = field(default_factory=list)
    """Every file mapped into the process: extension modules, bundled and system libraries, the interpreter."""
    compiled: Dict[str, bytes] = field(default_factory=dict)
    """Source path to its unchecked-hash .pyc, for the sources that the run had to compile because they had none."""
    failures: List[Failure] = field(default_factory=list)
    namespaces: List[str] = field(default_factory=list)
    """Imported modules that are namespace packages: directories that have no file of their own."""

    def and_loaded_by(self, other: "ImportResult") -> "ImportResult":
        """This result with what another run loaded as well."""
        loaded, mapped = ({*self.loaded, *other.loaded}, {*self.mapped, *other.mapped})
        return replace(self, loaded=sorted(loaded), mapped=sorted(mapped), compiled={**other.compiled, **self.compiled})


class ImportRun:
    """A started run of the imports; the caller can do other work until it asks for the result."""

    def __init__(
        self, settings: Settings, modules: List[str], lookups: bool = False, timeout: float = TIMEOUT, lazy: bool = False
    ):
        """Start importing `modules` in order. `lookups` also notes what ctypes.util.find_library and shutil.which do not
        find, at the price of loading ctypes; `timeout` in seconds is for all imports together; `lazy` leaves lazy imports
        (Python 3.15) lazy."""
        self._timeout = timeout
        self._before = compiled_before(settings.environment, settings.builder)
        self._report, self._bytecode, self._output = (tempfile.TemporaryFile() for _ in range(3))
        files = [self._report.fileno(), self._bytecode.fileno()]
        python = os.path.join(settings.environment, "bin/python")
        self._process = subprocess.Popen(
            [python, "-B", "-s", _CHILD, *map(str, files), "1" if lookups else "0", "1" if lazy else "0", *modules],
            cwd=settings.workdir if os.path.isdir(settings.workdir) else "/",
            env={**image_variables(settings), **(self._before.variables if self._before else {})},
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=self._output,
            pass_fds=files,
            start_new_session=True,
            **image_identity(settings),
        )

    def stop(self) -> None:
        """End the imports and whatever they started, if they still run."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()

    def result(self) -> ImportResult:
        """Wait for the end of the imports."""
        try:
            code = self._process.wait(self._timeout)
        except subprocess.TimeoutExpired:
            code = None
        self.stop()
        with self._report, self._bytecode, self._output:
            *begun, last = _lines(self._report) or [""]
            if last.startswith("{"):
                return self._with_compiled_before(_result(json.loads(last), self._bytecode))
            module = last[len("begin ") :] or "(none)"
            return ImportResult(failures=[_ended(module, code, self._timeout, _lines(self._output))])

    def _with_compiled_before(self, result: ImportResult) -> ImportResult:
        if self._before is None:
            return result
        made = {source: self._before.of(source) for source in result.loaded if source.endswith(".py")}
        return replace(result, compiled={**{source: data for source, data in made.items() if data}, **result.compiled})


def _ended(module: str, code: Optional[int], timeout: float, output: List[str]) -> Failure:
    output = [line for line in output if line.strip() and "importlib._boot" not in line and _CHILD not in line]
    crash = next((place for place, line in enumerate(output) if line.startswith("Fatal Python error")), None)
    tail = output[-_OUTPUT_LINES:] if crash is None else output[crash : crash + _OUTPUT_LINES]
    if code is None:
        return Failure(module, "timeout", f"{timeout:.0f} s", traceback=tail)
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return Failure(module, "crashed", how, traceback=tail)


def _result(report: Dict, bytecode: IO[bytes]) -> ImportResult:
    bytecode.seek(0)
    compiled = {source: bytecode.read(length) for source, length in report["compiled"]}
    failures = [Failure(**failure) for failure in report["failures"]]
    loaded = sorted({*report["loaded"], *compiled})
    return ImportResult(loaded, report["mapped"], compiled, failures, report["namespaces"])


def _lines(file: IO[bytes]) -> List[str]:
    file.seek(0)
    return file.read().decode("utf-8", "replace").splitlines()
