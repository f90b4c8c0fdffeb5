"""The tree of the image that starts from scratch, filled with files of this root at the paths that they have here."""
from __future__ import annotations

import os
from typing import List

from verify.stage import Layout, files_below

_MOST_LINKS = 40


class MinimalTree(Layout):
    """A Layout that takes along what a path leads over."""

    def bring(self, path: str) -> None:
        """Copy what is at `path` with the links on the way; of a directory only itself. Nothing where there is nothing."""
        if not os.path.exists(path):
            return
        *links, place = steps_to(path)
        for link in links:
            self.copy(link)
        if os.path.isdir(place):
            self.directory(place)
        else:
            self.copy(place)

    def bring_all(self, path: str) -> None:
        """Like bring(), with all that is in the directory; what is linked from there into other directories, too."""
        self.bring(path)
        for directory, names, files in os.walk(os.path.realpath(path)):
            names.sort()
            for name in sorted(files + [name for name in names if os.path.islink(os.path.join(directory, name))]):
                self.bring(os.path.join(directory, name))

    def bring_library(self, path: str) -> None:
        """Like bring(), with the other names that the library has in its directory."""
        self.bring(path)
        place = os.path.realpath(path)
        with os.scandir(os.path.dirname(place)) as entries:
            links = sorted(entry.path for entry in entries if entry.is_symlink())
        for link in links:
            if os.path.realpath(link) == place:
                self.copy(link)

    def close(self) -> None:
        """Fix times and modes of what was written or changed in place, too."""
        for entry in files_below(self.root):
            os.chmod(entry.path, 0o755 if entry.stat(follow_symlinks=False).st_mode & 0o100 else 0o644)
            os.utime(entry.path, (0, 0))
        super().close()

    def holds(self, path: str) -> bool:
        """Whether there is something at `path` in the tree."""
        return os.path.lexists(self.inside(path))


def steps_to(path: str) -> List[str]:
    """The symbolic links that are followed on the way to the absolute `path`, in order, and at last what it leads to.

    No step is below a link, so that all can be made one after the other. Raises OSError where links run in a circle.
    """
    links: List[str] = []
    done, todo, followed = "/", path.split("/"), 0
    while todo:
        part = todo.pop(0)
        here = os.path.normpath(os.path.join(done, part))
        if not os.path.islink(here):
            done = here
            continue
        followed += 1
        if followed > _MOST_LINKS:
            raise OSError(f"{path}: too many levels of symbolic links")
        if here not in links:
            links.append(here)
        target = os.readlink(here)
        done = "/" if target.startswith("/") else done
        todo = target.split("/") + todo
    return [*links, done]
