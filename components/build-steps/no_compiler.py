"""Puts stand-ins for compilers that are not there into a directory: no_compiler.py <directory> <shell> <note>

A build that finds no compiler may go on without what is optional, and nobody would know. A stand-in that is called ends
the build instead, up to what the shell of that process id has started (the installer), and writes its name to the file
<note>.
"""
import os
import sys
import sysconfig
from typing import List

_SCRIPT = r"""#!/bin/sh
echo "${0##*/}" >'@NOTE@'
echo "error: command '${0##*/}' failed: there is no compiler" >&2
process=$PPID
doomed=
while parent=$(sed 's/.*) [A-Za-z] \([0-9]*\) .*/\1/' "/proc/$process/stat") && [ "$parent" -gt 1 ] && [ "$parent" != @SHELL@ ]; do
    doomed="$doomed $process"
    process=$parent
done
[ -z "$doomed" ] || kill -KILL $doomed
exit 1
"""


def compilers() -> List[str]:
    """Names by which builds call compilers of C and C++, those of this interpreter's own build among them."""
    own = [(sysconfig.get_config_var(name) or "").split() for name in ("CC", "CXX")]
    return sorted({"cc", "c++", "gcc", "g++", "clang", "clang++", *(os.path.basename(words[0]) for words in own if words)})


def stand_in(directory: str, shell: str, note: str) -> None:
    """Write the stand-ins. Whoever uses them puts `directory` last on the search path: a compiler that is there is found first."""
    os.makedirs(directory, exist_ok=True)
    for name in compilers():
        path = os.path.join(directory, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(_SCRIPT.replace("@NOTE@", note).replace("@SHELL@", str(int(shell))))
        os.chmod(path, 0o755)


if __name__ == "__main__":
    stand_in(*sys.argv[1:])
