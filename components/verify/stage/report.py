"""What the verify step says: refusals, notes and times, as lines that the caller finds in the build's output."""
from __future__ import annotations

import contextlib
import sys
import time
from typing import Iterator

PREFIX = "python-image: "


class Refusal(Exception):
    """Why the image must not be built. Its text is shown to the user; the first line is a whole sentence. `code` is that
    of its paragraph in the catalogue of errors, `components/errors/codes.ts`."""

    def __init__(self, text: str, code: str = "PI4001"):
        super().__init__(text)
        self.code = code


def error(refusal: Refusal) -> None:
    """Print why the step fails, and its code; further lines of the text become continuation lines."""
    _say("code", refusal.code)
    _say("error", str(refusal))


def note(text: str) -> None:
    """Print what the user should know although nothing is wrong."""
    _say("note", text)


def warning(text: str) -> None:
    """Print what the user should act on although nothing is wrong."""
    _say("warning", text)


def megabytes(amount: int) -> str:
    """Bytes in words: `0.4 MB`, `12 MB`, `2.9 GB`."""
    if amount >= 999_500_000:
        return f"{amount / 1e9:.1f} GB"
    return f"{amount / 1e6:.0f} MB" if amount >= 9_950_000 else f"{amount / 1e6:.1f} MB"


def removed(rule: str, amount: int) -> None:
    """Print how many bytes a rule of pruning saved, if any."""
    if amount:
        _say("removed", f"{rule} {amount}")


def package(amount: int, name: str, version: str) -> None:
    """Print how many bytes a distribution takes in the image."""
    _say("package", f"{amount} {name} {version}".rstrip())


@contextlib.contextmanager
def phase(name: str) -> Iterator[None]:
    """Print how long the body took, in seconds, also when it fails."""
    began = time.monotonic()
    try:
        yield
    finally:
        _say("time", f"{name} {time.monotonic() - began:.2f} s")


def _say(kind: str, text: str) -> None:
    first, *more = text.rstrip("\n").split("\n")
    lines = [f"{PREFIX}{kind}: {first}"] + [f"{PREFIX}  {line}" for line in more]
    sys.stderr.write("\n".join(lines) + "\n")
    sys.stderr.flush()
