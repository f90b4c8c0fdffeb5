"""What the processes of a trial loaded and opened, as the recorder in each of them has written it down."""
from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from typing import Dict, Set

DIRECTORY = "PYTHON_IMAGE_RECORD"
"""The variable by which the recorder knows where to write."""
_RECORDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recorder")


@dataclass
class Record:
    """Absolute paths, but for `libraries`, which are as they were asked for, and `network`, which are hosts."""

    loaded: Set[str] = field(default_factory=set)
    mapped: Set[str] = field(default_factory=set)
    opened: Set[str] = field(default_factory=set)
    libraries: Set[str] = field(default_factory=set)
    network: Set[str] = field(default_factory=set)


class Recording:
    """A directory into which the recorders of all processes write."""

    def __init__(self) -> None:
        self._directory = tempfile.mkdtemp(dir="/run" if os.access("/run", os.W_OK) else None)
        os.chmod(self._directory, 0o1777)

    def variables(self, given: Dict[str, str]) -> Dict[str, str]:
        """The variables of a process that is recorded."""
        path = ":".join(filter(None, [_RECORDER, given.get("PYTHONPATH", "")]))
        return {**given, "PYTHONPATH": path, DIRECTORY: self._directory}

    def end(self) -> Record:
        """What was recorded."""
        record = Record()
        for entry in os.scandir(self._directory):
            with open(entry.path, encoding="utf-8", errors="surrogateescape") as lines:
                for line in lines:
                    kind, _, what = line.rstrip("\n").partition(" ")
                    getattr(record, kind).add(what)
        shutil.rmtree(self._directory)
        return record
