"""Imports every module of an environment by itself, and tells which worked before pruning and fail after it.

    python differential.py list
    python differential.py run [--modules FILE] [--of FILE] [--skip PATTERN] [--output FILE] [--jobs N] [--batch N] [--timeout SECONDS]
    python differential.py compare BEFORE.json AFTER.json

`list` prints the modules of the environment that runs it, a line each. `run` imports them (or those of FILE: lines, or
the output of another run, of which those that passed), less those that PATTERN is found in, and writes JSON to standard
output or FILE:

    {"python": "3.13.5", "modules": 812, "passed": ["numpy", ...], "failed": {"numpy.x": "ImportError: ..."}}

Run it with the python of the environment, in the image, as its user and without a network; before.json comes from the
environment before it was pruned, after.json from the pruned image by `run` without --modules, so that it lists what is
there. `compare` prints JSON and ends with exit code 1 if anything is lost:

    {"imported": N,           modules that passed before and are still there
     "lost": {module: why},   of these: those that fail now
     "removed": [module],     passed before, not there any more, and not part of a test suite
     "removedTests": N}       the same for test suites, which pruning removes on purpose

Modules are imported in batches, each in a process of its own, in one order everywhere. What ends its process, or takes
longer than --timeout, is a failure, and the batch goes on behind it in a new process. What fails in a batch is tried
once more alone, unless it had failed in the run that --of names, a module was not found, or many of the package have
failed in the same way and several of them do so alone.
Nothing but the standard library is used: it runs in an image from scratch, too.
"""
from __future__ import annotations

import argparse
import importlib.machinery
import json
import os
import re
import select
import signal
import subprocess
import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Dict, Iterator, List, Optional, Set, Tuple

ENOUGH = 8
"""So many on end that fail alone as they did in company stand for all of the package that failed in the same way."""
SUFFIXES = (*importlib.machinery.SOURCE_SUFFIXES, *importlib.machinery.EXTENSION_SUFFIXES)
NOT_IMPORTED = {"__main__", "setup", "antigravity", "this"}
TEST_PARTS = {"test", "tests", "testing", "conftest", "_pytesttester", "_simd"}
"""`_simd` is what numpy tests its vector instructions with."""


def site_packages() -> List[str]:
    """Where the environment's modules are."""
    return sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})


def modules() -> List[str]:
    """Dotted names of everything that this interpreter could import from the environment, sorted."""
    return sorted({name for site in site_packages() for name in _modules_below(site, ())})


def _modules_below(directory: str, parents: Tuple[str, ...]) -> Iterator[str]:
    with os.scandir(directory) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name.isidentifier() and entry.name != "__pycache__":
                    yield from _modules_below(entry.path, (*parents, entry.name))
                continue
            suffix = next((one for one in SUFFIXES if entry.name.endswith(one)), None)
            stem = entry.name[: -len(suffix)] if suffix else ""
            if stem == "__init__" and parents:
                yield ".".join(parents)
            elif stem.isidentifier() and stem not in NOT_IMPORTED:
                yield ".".join((*parents, stem))


def run(names: List[str], wanted: Set[str], jobs: int, batch: int, timeout: float) -> Dict[str, Optional[str]]:
    """Import all; why each failed, or None. What failed in company is tried alone, if it is wanted."""
    with ThreadPoolExecutor(jobs) as pool:
        found: Dict[str, Optional[str]] = {}
        for part in pool.map(lambda at: _run_batch(names[at : at + batch], timeout), range(0, len(names), batch)):
            found.update(part)
        for part in pool.map(lambda alike: _retry(alike, timeout), _alike(found, wanted)):
            found.update(part)
    return found


def _alike(found: Dict[str, Optional[str]], wanted: Set[str]) -> List[List[str]]:
    """What is wanted and failed, by package and kind of failure. What is not installed is missing in any company."""
    alike: Dict[Tuple[str, str], List[str]] = {}
    for name, reason in found.items():
        if name in wanted and reason is not None and not reason.startswith("ModuleNotFoundError"):
            alike.setdefault((name.split(".")[0], reason.split(":")[0]), []).append(name)
    return list(alike.values())


def _retry(names: List[str], timeout: float) -> Dict[str, Optional[str]]:
    """Try alone what failed in one way, until several on end have failed alone as well: then the others would too."""
    found: Dict[str, Optional[str]] = {}
    for place, name in enumerate(names):
        if place >= ENOUGH and all(found[one] is not None for one in names[place - ENOUGH : place]):
            break
        found.update(_run_batch([name], timeout))
    return found


def _run_batch(names: List[str], timeout: float) -> Dict[str, Optional[str]]:
    found: Dict[str, Optional[str]] = {}
    todo = list(names)
    while todo:
        part = _run_process(todo, timeout)
        found.update(part)
        todo = [name for name in todo if name not in part]
    return found


def _run_process(names: List[str], timeout: float) -> Dict[str, Optional[str]]:
    """Import in one process until all is done or it ends; at least the first of `names` gets an answer."""
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-B", os.path.abspath(__file__), "child", str(writer), *names],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[writer],
        start_new_session=True,
    )
    os.close(writer)
    found: Dict[str, Optional[str]] = {}
    why = "ended"
    with os.fdopen(reader, "rb", buffering=0) as pipe:
        pending, deadline = b"", time.monotonic() + timeout
        while True:
            ready, _, _ = select.select([pipe], [], [], max(deadline - time.monotonic(), 0))
            data = pipe.read(65536) if ready else b""
            if not data:
                why = why if ready else f"did not finish within {timeout:.0f} s"
                break
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                name, reason = json.loads(line)
                found[name] = reason
            deadline = time.monotonic() + timeout if lines else deadline
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    code = process.wait()
    unanswered = next((name for name in names if name not in found), None)
    if unanswered is not None:
        ended = f"ended the process with {signal.Signals(-code).name if code < 0 else f'exit code {code}'}"
        found[unanswered] = ended if why == "ended" else why
    return found


def child(descriptor: int, names: List[str]) -> None:
    """Import each module and write a line of JSON about it."""
    if hasattr(sys, "set_lazy_imports_filter"):
        sys.set_lazy_imports_filter(lambda *_: False)
    sys.path[:] = [place for place in sys.path if os.path.abspath(place or ".") != os.path.dirname(os.path.abspath(__file__))]
    for name in names:
        try:
            __import__(name)
            reason = None
        except BaseException as error:  # SystemExit too is a failed import
            reason = f"{type(error).__name__}: {error}"[:400]
        os.write(descriptor, json.dumps([name, reason]).encode() + b"\n")
    os._exit(0)


def compare(before: Dict, after: Dict) -> Dict:
    """What the second run lost against the first."""
    passed, now = before["passed"], set(after["passed"])
    there = [name for name in passed if name in now or name in after["failed"]]
    gone = [name for name in passed if name not in now and name not in after["failed"]]
    removed = [name for name in gone if not _is_test(name)]
    lost = {name: after["failed"][name] for name in there if name not in now}
    return {"imported": len(there), "lost": lost, "removed": removed, "removedTests": len(gone) - len(removed)}


def _is_test(name: str) -> bool:
    parts = name.split(".")
    return any(part in TEST_PARTS or part.startswith(("test_", "_test")) or part.endswith(("_test", "_tests")) for part in parts)


def _names(path: Optional[str]) -> List[str]:
    if path is None:
        return modules()
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return json.loads(text)["passed"] if text.startswith("{") else text.split()


def main(arguments: List[str]) -> int:
    if arguments[:1] == ["child"]:
        child(int(arguments[1]), arguments[2:])
    parser = argparse.ArgumentParser(description="Imports every module of an environment by itself.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list")
    runs = commands.add_parser("run")
    runs.add_argument("--modules")
    runs.add_argument("--of")
    runs.add_argument("--skip", type=re.compile)
    runs.add_argument("--output")
    runs.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    runs.add_argument("--batch", type=int, default=200)
    runs.add_argument("--timeout", type=float, default=60)
    compared = commands.add_parser("compare")
    compared.add_argument("before")
    compared.add_argument("after")
    given = parser.parse_args(arguments)
    if given.command == "list":
        print("\n".join(modules()))
        return 0
    if given.command == "compare":
        with open(given.before, encoding="utf-8") as before, open(given.after, encoding="utf-8") as after:
            found = compare(json.load(before), json.load(after))
        print(json.dumps(found, indent=1))
        return 1 if found["lost"] or found["removed"] else 0
    names = [name for name in _names(given.modules) if given.skip is None or not given.skip.search(name)]
    wanted = set(names if given.of is None else _names(given.of))
    results = run(names, wanted, given.jobs, given.batch, given.timeout)
    report = {
        "python": sys.version.split()[0],
        "modules": len(names),
        "passed": [name for name in names if results[name] is None],
        "failed": {name: results[name] for name in names if results[name] is not None},
    }
    text = json.dumps(report, indent=1) + "\n"
    if given.output is None:
        sys.stdout.write(text)
    else:
        with open(given.output, "w", encoding="utf-8") as file:
            file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
