"""Lays out code of the user's: place.py <staged code> <root> [<directory below it>].

Times, owners and modes are fixed, so that the layer depends on the content alone. Symbolic links come from
`links.json`, because a staged link would be followed, or fail, on its way to the engine.
"""
import json
import os
import shutil
import sys


def place(source: str, root: str, directory: str = "") -> None:
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
    normalize(root)


def normalize(root: str) -> None:
    for directory, names, files in os.walk(root, topdown=False):
        for name in files + [name for name in names if os.path.islink(os.path.join(directory, name))]:
            os.utime(os.path.join(directory, name), (0, 0), follow_symlinks=False)
        os.chmod(directory, 0o755)
        os.utime(directory, (0, 0))


if __name__ == "__main__":
    place(*sys.argv[1:])
