"""Prints a requirements file without what it asks of some packages: leave_out.py <file> <name>...

Files that it includes are put into it, and paths made absolute, so that the text means the same wherever it lies.
"""
import os
import re
import sys
from typing import Iterator, List

INCLUDE = re.compile(r"^(?:-r|--requirement)(?:\s+|=|(?=[^-\s=]))(.+)$")
PATH_OPTION = re.compile(r"^(-c|--constraint|-f|--find-links)(?:\s+|=|(?=[^-\s=]))(.+)$")
PATH = re.compile(r"^\.{1,2}/")
NAME = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def logical_lines(text: str) -> Iterator[str]:
    """Lines that go on in the next one put together, without comments."""
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        stripped = re.sub(r"(^|\s)#.*$", "", line).strip()
        if stripped:
            yield stripped


def left_over(path: str, names: List[str]) -> Iterator[str]:
    directory = os.path.dirname(os.path.abspath(path))
    with open(path, encoding="utf-8-sig") as file:
        text = file.read()
    for line in logical_lines(text):
        included, option, named = INCLUDE.match(line), PATH_OPTION.match(line), NAME.match(line)
        if included:
            yield from left_over(os.path.join(directory, included.group(1).strip("\"'")), names)
        elif option and "://" not in option.group(2):
            yield f"{option.group(1)} {os.path.join(directory, option.group(2))}"
        elif PATH.match(line):
            yield os.path.normpath(os.path.join(directory, line))
        elif not named or normalized(named.group()) not in names:
            yield line


if __name__ == "__main__":
    print("\n".join(left_over(sys.argv[1], [normalized(name) for name in sys.argv[2:]])))
