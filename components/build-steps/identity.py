"""Gives the image's user a name: identity.py <uid:gid> <home> <working directory>.

Programs ask for it (getpass.getuser(), ssh, Spark). Entries that the base has stay as they are, one for this user, too.
The working directory is made as well, so that it is there in an image without code. Nothing gets a time of the build.
"""
import os
import sys

_SHELL = "/sbin/nologin"


def name_user(uid: int, gid: int, home: str, root: str = "/") -> None:
    """Add the entries that lack."""
    passwd, group = (os.path.join(root, "etc", name) for name in ("passwd", "group"))
    add_entry(passwd, uid, "root" if uid == 0 else "app", f"x:{uid}:{gid}:app:{home}:{_SHELL}")
    add_entry(group, gid, "root" if gid == 0 else "app", f"x:{gid}:")


def add_entry(path: str, number: int, name: str, rest: str) -> None:
    """Add a line for the user or group `number`, by a name that no other has, unless there is one."""
    make_directory(os.path.dirname(path))
    text = read(path)
    entries = [line.split(":") for line in text.splitlines() if line.count(":") >= 3]
    if any(entry[2] == str(number) for entry in entries):
        return
    taken = {entry[0] for entry in entries}
    name = name if name not in taken else f"{name}-{number}"
    before = "\n" if text and not text.endswith("\n") else ""
    with timeless(os.path.dirname(path)), open(path, "a", encoding="utf-8") as file:
        file.write(f"{before}{name}:{rest}\n")
    os.utime(path, (0, 0))


def read(path: str) -> str:
    """Text of a file; nothing where there is none."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def make_directory(path: str) -> None:
    """Make a directory with its parents, for everyone to read."""
    path = os.path.realpath(path)
    if not os.path.isdir(path):
        parent = os.path.dirname(path)
        make_directory(parent)
        with timeless(parent):
            os.mkdir(path)
        os.chmod(path, 0o755)
        os.utime(path, (0, 0))


class timeless:
    """While something is made in a directory: that keeps its time."""

    def __init__(self, directory: str):
        self._directory = directory

    def __enter__(self) -> None:
        state = os.stat(self._directory)
        self._times = (state.st_atime_ns, state.st_mtime_ns)

    def __exit__(self, *_: object) -> None:
        os.utime(self._directory, ns=self._times)


def main(user: str, home: str, workdir: str) -> None:
    uid, _, gid = user.partition(":")
    os.umask(0o022)
    name_user(int(uid), int(gid or uid), home)
    make_directory(workdir)


if __name__ == "__main__":
    main(*sys.argv[1:])
