"""Finds what an image from scratch lacks for the application: rehearse.py application.json

Runs as root in the base that the image's files are from, with the code in place, and the image that starts from scratch
mounted at IMAGE. What it lacks is laid out below OUT (order.py).
"""
from __future__ import annotations

import os
import sys
from typing import List

if __name__ == "__main__":
    sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), "../..")))

from verify.application.code import entries_below
from verify.application.order import Order, read_order
from verify.application.record import Record
from verify.application.smoke import Trial
from verify.elf import GLIBC, Elf, ElfError, read_elf
from verify.libraries import Libraries, SystemLibraries, closure
from verify.minimal import MinimalTree
from verify.stage import Refusal, final_interpreter, report, resolve, under

IMAGE = "/run/python-image/image"
_SYSTEM = ("/usr/", "/lib/", "/lib64/", "/opt/")


def rehearse(order: Order, image: str = IMAGE) -> None:
    """Try the application here and bring what it used. Raises Refusal if something does not work even here."""
    give_to_user(order)
    record = Trial(order).run()
    tree = MinimalTree(order.settings.out)
    for path in sorted(used(order, record)):
        if not is_in(image, path):
            tree.bring_library(path)
    for entry in list(entries_below(tree.root)):
        place = under(image, os.path.relpath(entry.path, tree.root))
        if os.path.lexists(place) and not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
    tree.close()


def give_to_user(order: Order) -> None:
    """Make the directories that the user may write to, as they will be in the image."""
    for directory in map(os.path.realpath, order.writable):
        os.makedirs(directory, mode=0o755, exist_ok=True)
        for path in [directory, *(entry.path for entry in entries_below(directory))]:
            os.lchown(path, *order.settings.ids)


def used(order: Order, record: Record) -> List[str]:
    """Files of the system that were used, and the libraries that the loader needs for them."""
    outside = tuple(f"{directory}/" for directory in order.kept)
    python = final_interpreter(os.path.join(order.settings.environment, "bin/python"))
    system = SystemLibraries("/", python.family or GLIBC, os.environ.get("LD_LIBRARY_PATH", ""))
    named = [name if os.path.isabs(name) else system.find(name, read_elf(python.path)) for name in record.libraries]
    paths = {path for path in {*record.loaded, *record.mapped, *record.opened, *filter(None, named)} if os.path.isfile(path)}
    elfs = [elf for elf in map(_elf, sorted(paths)) if elf]
    paths |= set(closure(elfs, Libraries(elfs, system)))
    return [path for path in paths if path.startswith(_SYSTEM) and not path.startswith(outside)]


def is_in(root: str, path: str) -> bool:
    """Whether a process in `root` finds something at `path`."""
    return os.path.exists(under(root, resolve(root, path)))


def _elf(path: str) -> "Elf | None":
    try:
        return read_elf(path)
    except (OSError, ElfError):
        return None


def main(path: str) -> int:
    """Rehearse by the order in the file at `path`; returns the exit code."""
    try:
        with report.phase("rehearsal"):
            rehearse(read_order(path))
    except Refusal as refusal:
        report.error(refusal)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
