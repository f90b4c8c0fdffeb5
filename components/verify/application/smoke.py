"""Tries the application: imports modules of its code and runs smoke tests, as processes of the image would run."""
from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from typing import List, Optional

from verify.application.order import Order
from verify.application.record import Record, Recording
from verify.distribution import read_distributions
from verify.imports import About, ImportRun, explain
from verify.stage import Refusal, final_interpreter, image_identity, image_variables, minor

TIMEOUT = 300.0
_SHOWN_LINES = 15


class Trial:
    """Imports and smoke tests of one order."""

    def __init__(self, order: Order, timeout: float = TIMEOUT):
        """`timeout`, in seconds, is that of each smoke test."""
        self._order = order
        self._timeout = timeout

    def run(self) -> Record:
        """What all of it loaded. Raises Refusal for the first that fails."""
        imported = self._import()
        recording = Recording()
        variables = recording.variables(image_variables(self._order.settings))
        for place, command in enumerate(self._order.smoke_tests):
            where = f"smokeTests[{place}]"
            refusal = self._try(where, command, variables)
            if refusal:
                hosts = sorted(recording.end().network)
                reached = f" It tried to reach {', '.join(hosts)}: smoke tests have no network." if hosts else ""
                raise Refusal(refusal + reached + self._pruned(), "PI4006")
        record = recording.end()
        record.loaded |= imported.loaded
        record.mapped |= imported.mapped
        return record

    def _pruned(self) -> str:
        """What to try where only some programs' files were removed."""
        most = self._order.settings.prune == "max"
        return " prune: Prune.Max has removed what only some programs need: name what it reads in `keep`, or use Prune.Safe." if most else ""

    def _import(self) -> Record:
        """Import the code's modules with the working directory first on the path, as programs that start there have it."""
        settings, modules = self._order.settings, self._order.imports
        if not modules:
            return Record()
        path = os.environ.get("PYTHONPATH") or settings.variables.get("PYTHONPATH", "")
        path = ":".join(filter(None, [settings.workdir, path]))
        result = ImportRun(replace(settings, variables={**settings.variables, "PYTHONPATH": path}), modules).result()
        if result.failures:
            installed = {one.key: one.version for one in read_distributions(settings.environment)}
            python = minor(final_interpreter(os.path.join(settings.environment, "bin/python")).version)
            about = About(None, [], {}, installed, settings.environment, python, settings.user)
            raise Refusal("\n".join(explain(failure, about) for failure in result.failures), "PI4007")
        return Record(loaded=set(result.loaded), mapped=set(result.mapped))

    def _try(self, where: str, command: List[str], variables) -> Optional[str]:
        """Run one smoke test; why it failed, if it did."""
        said = shlex.join(command)
        settings = self._order.settings
        with tempfile.TemporaryFile() as output:
            try:
                process = subprocess.Popen(
                    command,
                    cwd=settings.workdir,
                    env=variables,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                    **image_identity(settings),
                )
            except OSError as error:
                shell = " There is no shell in Strategy.Minimal." if settings.strategy == "minimal" else ""
                return (
                    f"{where}: expected a program of the image, got {command[0]!r}, which cannot be started: "
                    f"{error.strerror}. Give one that is on the image's PATH or below {settings.workdir}, and that a requirement brings.{shell}"
                )
            try:
                code = process.wait(self._timeout)
            except subprocess.TimeoutExpired:
                code = None
            _end(process)
            if code == 0:
                return None
            _show(output)
        if code is None:
            return (
                f"{where}: expected `{said}` to end, got none within {self._timeout:.0f} s. A smoke test ends by itself: "
                "of a server, check its configuration, or start it from a script that asks it something and stops it."
            )
        got = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"{where}: expected exit code 0 from `{said}`, got {got}. What it printed last is shown below."


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and whatever it has started and left."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def _show(output) -> None:
    """Print the last lines of what a smoke test printed."""
    output.seek(0)
    lines = output.read().decode("utf-8", "replace").splitlines()
    sys.stderr.write("".join(f"{line}\n" for line in lines[-_SHOWN_LINES:]))
    sys.stderr.flush()
