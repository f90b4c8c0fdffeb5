"""Lays out code of the user's: place.py <staged code> <root> [<directory below it>].

Times, owners and modes are fixed, so that the layer depends on the content alone; directories that the base has keep
their modes, such as that of /tmp. Symbolic links come from `links.json`, because a staged link would be followed, or
fail, on its way to the engine.
"""
import json
import os
import shutil
import sys

EARLIEST = 315532800
"""1980-01-01, the first time that archives can hold: build backends put those of a project's files into wheels."""


def place(source: str, root: str, directory: str = "") -> None:
    # Where links of the base lead to: a layer cannot have a directory in their place.
    directory = os.path.realpath(directory) if directory else ""
    destination = os.path.join(root, directory.lstrip("/"))
    files = os.path.join(source, "files")
    os.makedirs(destination, exist_ok=True)
    if os.path.isdir(files):
        shutil.copytree(files, destination, dirs_exist_ok=True)
    with open(os.path.join(source, "links.json"), encoding="utf-8") as file:
        links = json.load(file)
    for name, target in links.items():
        path = os.path.join(destination, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(target, path)
    normalize(root, 0 if directory else EARLIEST)
    keep_modes(root, directory)


def normalize(root: str, time: int) -> None:
    for directory, names, files in os.walk(root, topdown=False):
        for name in files + [name for name in names if os.path.islink(os.path.join(directory, name))]:
            os.utime(os.path.join(directory, name), (time, time), follow_symlinks=False)
        os.chmod(directory, 0o755)
        os.utime(directory, (time, time))


def keep_modes(root: str, directory: str) -> None:
    """Give `directory` and those above it the modes that they have here."""
    while directory not in ("", "/"):
        if os.path.isdir(directory):
            os.chmod(os.path.join(root, directory.lstrip("/")), os.stat(directory).st_mode & 0o7777)
        directory = os.path.dirname(directory)


if __name__ == "__main__":
    place(*sys.argv[1:])
