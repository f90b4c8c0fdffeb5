"""A directory for one test, with files and environments made by a line each."""
from __future__ import annotations

import os
import sys
import tempfile
import unittest
from typing import Dict, Union

from verify.stage.settings import Settings, settings_from

VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


def order(**changes) -> Dict:
    """A complete verify.json, for the user that runs the tests."""
    given = dict(
        environment="/opt/venv", importCheck=None, requested=[], runtimePackages=[], user=f"{os.geteuid()}:{os.getegid()}", prune="none", keep=[],
        bytecode="imported", strategy="multi-stage", wanted=[], platform="linux/amd64", workdir="/app", variables={"HOME": "/tmp"}, torchBackend=None,
        installedNatively=False, lateVariables=[],
    )  # fmt: skip
    return {**given, **changes}


class ScratchTest(unittest.TestCase):
    """A test with a directory of its own, removed afterwards."""

    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = os.path.realpath(scratch.name)
        self.environment = os.path.join(self.root, "venv")
        self.site = os.path.join(self.environment, f"lib/python{VERSION}/site-packages")

    def write(self, path: str, content: Union[str, bytes] = "") -> str:
        """Make a file below the root, with its directories; gives its absolute path."""
        target = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return target

    def link(self, path: str, target: str) -> str:
        """Make a symbolic link below the root; gives its absolute path."""
        place = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.symlink(target, place)
        return place

    def make_environment(self) -> Settings:
        """A virtual environment without packages on the interpreter that runs the tests."""
        base = os.path.realpath(sys.executable)
        self.link("venv/bin/python", base)
        self.write("venv/pyvenv.cfg", f"home = {os.path.dirname(base)}\nversion = {VERSION}.0\n")
        os.makedirs(self.site, exist_ok=True)
        return self.settings()

    def settings(self, **changes) -> Settings:
        """Settings for the environment of this test."""
        return settings_from(order(environment=self.environment, **changes))

    def install(self, name: str, files: Dict[str, Union[str, bytes]], version: str = "1.0", requires=(), requested=False) -> None:
        """Put a distribution into the environment, as an installer does."""
        info = f"{name.replace('-', '_')}-{version}.dist-info"
        lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {one}" for one in requires)]
        every = {**files, f"{info}/METADATA": "\n".join(["Metadata-Version: 2.1", *lines, "", "Requires-Dist: not-this-one"])}
        if requested:
            every[f"{info}/REQUESTED"] = ""
        every[f"{info}/RECORD"] = "".join(f'"{path}",,\n' for path in [*every, f"{info}/RECORD"])
        for path, content in every.items():
            self.write(os.path.join(self.site, path), content)
