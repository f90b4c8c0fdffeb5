"""Warns of modules of the code that the image's Python cannot read: they fail where they are imported."""
from __future__ import annotations

import os
import re
import sys
import warnings
from typing import List, Optional, Tuple

_MOST = 3
"""Files that are named; of others their number."""
_TEMPLATE = re.compile(r"/templates?/|[{}]")


def warn_of_unreadable(sources: List[str], workdir: str) -> List[str]:
    """A text for each of the first such files, by name. Templates are no modules, whatever their suffix."""
    found = [(path, _fault(path)) for path in sorted(sources) if not _TEMPLATE.search(path)]
    broken = [(os.path.relpath(path, workdir), fault) for path, fault in found if fault]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    texts = [
        f"{name}, line {line}: Python {version} cannot read it ({fault}), so it fails where it is imported. If it is written for "
        "another version, give `pythonVersion`."
        for name, (line, fault) in broken[:_MOST]
    ]
    more = len(broken) - _MOST
    return [*texts, f"Nor can it read {more} more of the files of `source`."] if more > 0 else texts


def _fault(path: str) -> Optional[Tuple[int, str]]:
    try:
        with open(path, "rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(file.read(), path, "exec", dont_inherit=True)
    except SyntaxError as error:
        return error.lineno or 0, error.msg
    except ValueError as error:  # null bytes
        return 0, str(error)
    return None
