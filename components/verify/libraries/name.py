"""What names of shared libraries say: the soname that a message or a call means, and how Debian names its package."""
from __future__ import annotations

import re
from typing import List, Tuple

_SONAME = re.compile(r"^(?P<stem>.+)\.so(\.(?P<version>\d[\w.]*))?$")
_BY_NAME = re.compile(r"^(lib)?(?P<stem>.+?)(-(?P<version>\d+))?$")
_ENDINGS = r"[a-z]?(t64|v5)?"


def file_patterns(name: str) -> List[str]:
    """Globs of file names that would satisfy `name`, best first.

    A name with `.so` is meant as it is. Others were opened or looked for without it: `libgobject-2.0-0`, `magic`.
    """
    if "/" in name:
        name = name.rsplit("/", 1)[-1]
    if _SONAME.match(name):
        return [name]
    stem = name[3:] if name.startswith("lib") else name
    found = _BY_NAME.match(name)
    numbered = [f"lib{found['stem']}.so.{found['version']}"] if found and found["version"] else []
    return [*numbered, f"lib{stem}.so.[0-9]*"]


def package_pattern(pattern: str) -> "re.Pattern[str]":
    """What Debian's policy lets the package of a library be called: name and version of the soname in lower case,
    a hyphen between digits, and what transitions append: libgomp.so.1 is in libgomp1, libglib-2.0.so.0 in
    libglib2.0-0t64, libtk8.6.so in libtk8.6. A name without a version may also be a developer's. `pattern` is a soname or one of file_patterns()."""
    found = _SONAME.match(pattern.replace("[0-9]*", "0"))
    if not found:
        return re.compile(r"(?!)")
    stem = re.escape(found["stem"].lower().replace("_", "-")).replace(r"\-", "-?" if "." in found["stem"] else "-")
    if pattern.endswith("[0-9]*"):
        version = r"-?\d[\d.]*(-\d+)?"
    elif found["version"]:
        version = ("-" if stem[-1].isdigit() else "") + re.escape(found["version"].lower())
    else:
        return re.compile(rf"{stem}({_ENDINGS}|-dev)")
    return re.compile(rf"{stem}{version}{_ENDINGS}")


def preference(package: str) -> Tuple[bool, int, str]:
    """Sorts likely packages: those without development files first, then the shortest name."""
    return package.endswith("-dev"), len(package), package
