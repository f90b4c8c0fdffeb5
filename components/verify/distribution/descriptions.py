"""Takes the long description, the project's front page on an index, out of the metadata of distributions."""
from __future__ import annotations

import os
import re

from verify.distribution.installed import read_distributions
from verify.stage import Patterns

_END_OF_FIELDS = re.compile(rb"\r?\n\r?\n")


def drop_descriptions(environment: str, keep: Patterns) -> int:
    """Cut METADATA after its fields; returns the bytes saved. What reads fields, such as versions, finds them all."""
    saved = 0
    for distribution in read_distributions(environment):
        path = os.path.join(distribution.info, "METADATA")
        if keep.match(os.path.relpath(path, environment)):
            continue
        with open(path, "rb") as file:
            before = file.read()
        after = _END_OF_FIELDS.split(before, maxsplit=1)[0].rstrip() + b"\n"
        if len(after) < len(before):
            with open(path, "wb") as file:
                file.write(after)
            saved += len(before) - len(after)
    return saved
