"""Runs the system's package tools, and turns their failures into refusals that show what they said."""
from __future__ import annotations

import os
import subprocess
from typing import List

from verify.stage import Refusal

_SHOWN_LINES = 6
_QUIET = {"LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}


def output_of(*arguments: str) -> str:
    """What the program printed on standard output, whatever its exit code. Raises OSError where there is no such program."""
    done = subprocess.run(arguments, env={**os.environ, **_QUIET}, stdin=subprocess.DEVNULL, capture_output=True)
    return done.stdout.decode("utf-8", "replace")


def run(*arguments: str) -> str:
    """Like output_of(), for a program that must succeed: raises Refusal with the last lines of what it said."""
    done = subprocess.run(
        arguments,
        env={**os.environ, **_QUIET},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0:
        said: List[str] = [line for line in text.splitlines() if line.strip()][-_SHOWN_LINES:]
        first = f"`{' '.join(arguments)}` failed in the final image (exit code {done.returncode})."
        raise Refusal("\n".join([first, *said]), "PI4005")
    return text
