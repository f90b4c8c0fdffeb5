"""What serves a GPU alone, in an image whose base is for CPUs."""
from __future__ import annotations

import os
import re
from typing import Dict, Iterable, List, Optional

from verify.distribution import Distribution, normalized, required
from verify.elf import Elf
from verify.stage import megabytes

_FOR_GPUS = re.compile(r"(nvidia|cuda)-.+|(pytorch-)?triton(-.+)?|.+-cu\d\d+")
_CUDA_BUILD = re.compile(r"\+cu\d\d+")
_CUDA_LIBRARY = re.compile(r"lib(cu(da(rt)?|blas(Lt)?|fft|rand|solver|sparse(Lt)?|dnn\w*|pti|file)|nccl|nvrtc|nvJitLink|nvshmem\w*)\.so.*")
_SMALLEST = 10_000_000
"""Bytes below which nobody has to act: libraries that merely ask whether there is a GPU."""
_SHOWN = 3


def warn_of_gpu(chosen: Optional[str], distributions: List[Distribution], elfs: Iterable[Elf]) -> List[str]:
    """A warning with the bytes that only a GPU needs, and what leaves them out; nothing where they are few, the base is for
    GPUs, or the builds for one were `chosen` (Settings.torch_backend). They are whole distributions, by name, and compiled files of builds for CUDA that are linked with its
    libraries."""
    if chosen is not None or _base_is_for_gpus():
        return []
    whole = [one for one in distributions if _FOR_GPUS.fullmatch(one.key)]
    amounts = {one.name: sum(map(_size, one.files)) for one in whole}
    builds = {path: one.name for one in distributions if _CUDA_BUILD.search(one.version) for path in one.files}
    for elf in elfs:
        if elf.path in builds and any(map(_CUDA_LIBRARY.fullmatch, elf.needed)):
            amounts[builds[elf.path]] = amounts.get(builds[elf.path], 0) + _size(elf.path)
    total = sum(amounts.values())
    return [_warning(total, amounts, distributions)] if total >= _SMALLEST else []


def _warning(total: int, amounts: Dict[str, int], distributions: List[Distribution]) -> str:
    largest = sorted(amounts, key=lambda name: (-amounts[name], name))
    shown = ", ".join(f"{name} {megabytes(amounts[name])}" for name in largest[:_SHOWN])
    more = f" and {len(largest) - _SHOWN} more" if len(largest) > _SHOWN else ""
    if any(one.key == "torch" for one in distributions):
        remedy = 'torchBackend: "cpu" leaves them out'
    else:
        needing = sorted(one.name for one in distributions if one.name not in amounts and _needs_one_of(one, amounts))
        remedy = f"take builds for CPUs of {', '.join(needing) or 'the packages'}, where there are any"
    return f"{megabytes(total)} of the environment serve a GPU alone ({shown}{more}). If this image runs without one, {remedy}."


def _needs_one_of(distribution: Distribution, amounts: Dict[str, int]) -> bool:
    return not required([distribution]).isdisjoint(set(map(normalized, amounts)))


def _base_is_for_gpus() -> bool:
    return os.path.exists("/usr/local/cuda") or "CUDA_VERSION" in os.environ or "NVIDIA_REQUIRE_CUDA" in os.environ


def _size(path: str) -> int:
    try:
        return os.lstat(path).st_size
    except FileNotFoundError:
        return 0
