"""Keeps RECORD, the list of a distribution's files, true after files were removed or changed."""
from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
from typing import List

from verify.distribution.installed import read_distributions


def rewrite_records(environment: str, hashes: bool) -> int:
    """Drop the entries of files that are gone, and correct hash and size of those that differ in size.

    Without `hashes` all of them are left empty, which the standard for installed projects allows: they cannot be
    compressed. Returns the bytes saved.
    """
    return sum(_rewrite(path, hashes) for path in record_files(environment))


def record_files(environment: str) -> List[str]:
    """The lists of files of all distributions that have one."""
    paths = [os.path.join(distribution.info, "RECORD") for distribution in read_distributions(environment)]
    return [path for path in paths if os.path.exists(path)]


def _rewrite(path: str, hashes: bool) -> int:
    site = os.path.dirname(os.path.dirname(path))
    with open(path, "rb") as file:
        before = file.read()
    rows: List[List[str]] = []
    for row in csv.reader(io.StringIO(before.decode("utf-8"), newline="")):
        target = os.path.join(site, row[0]) if row else ""
        if row and os.path.lexists(target):
            rows.append([row[0], *(_checked(target, row[1:3]) if hashes else ["", ""])])
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(sorted(rows))
    after = text.getvalue().encode("utf-8")
    if after != before:
        scratch = f"{path}.new"  # a module that is being imported may read it
        with open(scratch, "wb") as file:
            file.write(after)
        os.replace(scratch, path)
    return len(before) - len(after)


def _checked(path: str, known: List[str]) -> List[str]:
    if len(known) < 2 or not known[1] or os.path.getsize(path) == int(known[1]):
        return known
    with open(path, "rb") as file:
        data = file.read()
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return [f"sha256={digest}", str(len(data))]
