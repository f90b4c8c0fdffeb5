"""First proof: the interpreter that the environment was made with is the one that the final stage has."""
from __future__ import annotations

import glob
import importlib.machinery
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from typing import Dict, Optional

from verify.elf import family_of, read_elf
from verify.stage.report import Refusal, note
from verify.stage.rootfs import resolve, under
from verify.stage.settings import Settings

_SAME = "Give builderImage and runtimeImage (or pythonVersion and base) that hold the same Python at the same path."
_ASK = (
    "import importlib.machinery as m, json, sys; "
    "print(json.dumps(['.'.join(map(str, sys.version_info[:3])), m.EXTENSION_SUFFIXES[0]]))"
)


@dataclass(frozen=True)
class Interpreter:
    """What must agree between the stages. None: could not be found out, and is not compared."""

    path: str
    """Where the environment's `python` leads, links followed."""
    version: Optional[str]
    """major.minor.patch, or what of it is known."""
    abi: Optional[str]
    """SOABI such as cpython-313-x86_64-linux-gnu: names version, free threading, machine and libc."""
    family: Optional[str]
    """glibc or musl."""
    machine: Optional[int]
    """e_machine of its ELF header."""


def check_interpreter(settings: Settings) -> Interpreter:
    """Refuse an environment whose interpreter is not here, or is another one here. Gives the final stage's."""
    built = builder_interpreter(settings)
    python = os.path.join(settings.environment, "bin/python")
    if not os.path.exists(python):
        raise Refusal(missing_message(built), "PI4002")
    final = final_interpreter(python)
    found = mismatch(as_if_on(final, built) if settings.installed_natively else built, final)
    if found:
        raise Refusal(f"{found} {_SAME}", "PI4002")
    if built.version and built.version != final.version:
        note(f"the builder image has Python {built.version}, the final image {final.version}; they are compatible.")
    return final


def as_if_on(final: Interpreter, built: Interpreter) -> Interpreter:
    """`built` less what only tells its machine from `final`'s: what is compiled in the environment is proven by itself."""
    same = built.abi and final.abi and _without_machine(built.abi) == _without_machine(final.abi)
    return replace(built, machine=final.machine, abi=final.abi if same else built.abi)


def mismatch(built: Interpreter, final: Interpreter) -> Optional[str]:
    """The sentence that says why what `built` made cannot run on `final`; None where it can."""
    stages = "builderImage has {}, the final image has {}."
    if minor(built.version) != minor(final.version) and built.version and final.version:
        both = f"Python {minor(built.version)} at {built.path}", f"Python {minor(final.version)} at {final.path}"
        return stages.format(*both) + " An environment works with the version that it was made with only."
    if built.family and final.family and built.family != final.family:
        return stages.format(built.family, final.family) + " Compiled modules load on the C library they were built for."
    if built.machine and final.machine and built.machine != final.machine:
        return stages.format(f"ELF machine {built.machine}", f"ELF machine {final.machine}") + " Build for one platform."
    if built.abi and final.abi and built.abi != final.abi:
        return stages.format(f"Python ABI {built.abi}", final.abi) + " Compiled modules load on one ABI only."
    if built.path != final.path:
        return stages.format(f"its Python at {built.path}", f"it at {final.path}") + " The environment points to the first."
    return None


def missing_message(built: Interpreter) -> str:
    """Why an environment whose interpreter is not in the final stage cannot run."""
    here = f"Python {'.'.join(map(str, sys.version_info[:3]))} at {os.path.realpath(sys.executable)}"
    return (
        f"builderImage has Python {built.version or '(unknown version)'} at {built.path}, "
        f"the final image has {here} and nothing at the builder's path. {_SAME}"
    )


def builder_interpreter(settings: Settings) -> Interpreter:
    """The environment's interpreter as its files and the builder's root describe it; nothing of it is run."""
    try:
        path = resolve(settings.builder, os.path.join(settings.environment, "bin/python"))
        elf = read_elf(under(settings.builder, path))
    except OSError as cause:
        raise Refusal(f"{settings.environment}: expected an environment whose bin/python exists, got: {cause}.", "PI4002") from cause
    config = read_config(os.path.join(settings.environment, "pyvenv.cfg"))
    version = config.get("version_info") or config.get("version")
    return Interpreter(
        path=path,
        version=version and ".".join(re.findall(r"\d+", version)[:3]),
        abi=_builder_abi(settings.builder, path, version),
        family=elf and family_of(elf),
        machine=elf and elf.machine,
    )


def final_interpreter(python: str) -> Interpreter:
    """The interpreter behind the path `python` in this root; it is asked unless it is the one that runs this."""
    path = os.path.realpath(python)
    if path == os.path.realpath(sys.executable):
        version, suffix = ".".join(map(str, sys.version_info[:3])), importlib.machinery.EXTENSION_SUFFIXES[0]
    else:
        try:
            answer = subprocess.run([path, "-I", "-B", "-S", "-c", _ASK], capture_output=True, check=True, text=True).stdout
        except (OSError, subprocess.CalledProcessError) as cause:
            raise Refusal(f"{path}: expected an interpreter that runs in the final image, got: {cause}.", "PI4002") from cause
        version, suffix = json.loads(answer)
    elf = read_elf(path)
    return Interpreter(path, version, _abi_in(suffix), elf and family_of(elf), elf and elf.machine)


def minor(version: Optional[str]) -> str:
    """major.minor of a longer version."""
    return ".".join((version or "").split(".")[:2])


def read_config(path: str) -> Dict[str, str]:
    """The settings in a pyvenv.cfg; keys in lower case."""
    with open(path, encoding="utf-8") as file:
        pairs = [line.partition("=") for line in file if "=" in line]
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _builder_abi(root: str, python: str, version: Optional[str]) -> Optional[str]:
    prefix = os.path.dirname(os.path.dirname(under(root, python)))
    for path in sorted(glob.glob(f"{prefix}/lib/python{minor(version)}*/_sysconfigdata_*.py")):
        with open(path, encoding="utf-8") as file:
            found = re.search(r"'SOABI':\s*'([^']+)'", file.read())
        if found:
            return found.group(1)
    return None


def _without_machine(abi: str) -> str:
    """Version and threading of an ABI such as cpython-313t-x86_64-linux-gnu."""
    return "-".join(abi.split("-")[:2])


def _abi_in(suffix: str) -> Optional[str]:
    return suffix[1 : -len(".so")] if suffix.startswith(".cpython") else None
