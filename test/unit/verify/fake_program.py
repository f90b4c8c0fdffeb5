"""Stands in for programs that a test must not run, and notes how they are called."""
from __future__ import annotations

import os
import stat
from unittest import mock

from scratch import ScratchTest


class FakeProgramTest(ScratchTest):
    """A test with programs of its own first in PATH; each call is noted in `calls`."""

    def setUp(self) -> None:
        super().setUp()
        path = mock.patch.dict(os.environ, {"PATH": f"{self.root}/bin:{os.environ['PATH']}"})
        path.start()
        self.addCleanup(path.stop)

    def program(self, name: str, script: str) -> None:
        path = self.write(f"bin/{name}", f'#!/bin/sh\necho "{name} $*" >> {self.root}/calls\n{script}\n')
        os.chmod(path, stat.S_IRWXU)

    def calls(self):
        with open(os.path.join(self.root, "calls"), encoding="utf-8") as file:
            return file.read().splitlines()
