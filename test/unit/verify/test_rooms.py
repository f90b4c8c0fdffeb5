import ast
import glob
import os
import re
import subprocess
import sys
import unittest
from typing import Dict, Iterator, List, Set, Tuple

VERIFY = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../components/verify"))


def rooms() -> List[str]:
    return sorted(entry.name for entry in os.scandir(VERIFY) if os.path.exists(os.path.join(entry.path, "__init__.py")))


def imports(path: str) -> Iterator[Tuple[str, str]]:
    """Room and file (empty: the door) that a file imports from."""
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    for node in ast.walk(tree):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for module in modules:
            parts = module.split(".")
            if parts[0] == "verify":
                yield parts[1], ".".join(parts[2:])


class TestRooms(unittest.TestCase):
    """The rooms of components/verify: one door each, and data that flows one way."""

    def test_others_come_in_by_the_door(self):
        for path in glob.glob(f"{VERIFY}/**/*.py", recursive=True):
            own = os.path.relpath(path, VERIFY).split(os.sep)[0]
            for room, file in imports(path):
                self.assertTrue(room == own or not file, f"{path} reaches into {room}.{file}")

    def test_no_room_uses_one_that_stands_after_it(self):
        with open(f"{VERIFY}/verify.py", encoding="utf-8") as file:
            order = re.findall(r"^    (\w+)  +\S", ast.get_docstring(ast.parse(file.read())) or "", re.MULTILINE)
        self.assertEqual(sorted(order), rooms())
        used: Dict[str, Set[str]] = {room: set() for room in order}
        for room in order:
            for path in glob.glob(f"{VERIFY}/{room}/*.py"):
                used[room] |= {other for other, _ in imports(path)} - {room}
        for place, room in enumerate(order):
            self.assertLessEqual(used[room], set(order[:place]), room)

    def test_laying_code_out_loads_little_as_each_edit_waits_for_it(self):
        components = os.path.dirname(VERIFY)
        paths = [components, os.path.join(components, "build-steps")]
        program = f"import sys; sys.path[:0] = {paths}; import verify.application.lay_out; print(*sys.modules)"
        loaded = subprocess.run([sys.executable, "-I", "-B", "-S", "-c", program], capture_output=True, text=True, check=True).stdout.split()
        self.assertEqual({name.split(".")[1] for name in loaded if name.startswith("verify.")}, {"application", "elf", "stage"})
        self.assertNotIn("concurrent.futures", loaded)

    def test_a_door_opens_to_what_it_names(self):
        for room in rooms():
            door = __import__(f"verify.{room}", fromlist=["__all__"])
            self.assertTrue(door.__doc__, room)
            for name in door.__all__:
                self.assertTrue(hasattr(door, name), f"{room}.{name}")
