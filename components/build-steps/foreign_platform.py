"""Prints what uv calls a platform that is not this machine's, and nothing for this machine's own: foreign_platform.py linux/arm64

The C library is this root's: the image's base is of the same kind.
"""
import os
import platform
import sys

MACHINES = {"amd64": "x86_64", "arm64": "aarch64", "riscv64": "riscv64"}
"""The kernel's name of a processor by that of images."""
GLIBC = (17, 28, *range(31, 41))
"""The versions 2.x of glibc that uv has names for."""


def foreign_platform(wanted: str, machine: str, glibc: str) -> str:
    """uv's name of `wanted`, such as linux/arm64; empty where `machine` is that. An empty `glibc` stands for musl."""
    architecture = wanted.split("/")[1]
    kernel = MACHINES.get(architecture, architecture)
    if kernel == machine:
        return ""
    if kernel == "riscv64":
        return "riscv64-unknown-linux"
    if not glibc:
        return f"{kernel}-unknown-linux-musl"
    minor = int(glibc.split(".")[1])
    return f"{kernel}-manylinux_2_{max(known for known in GLIBC if known <= max(minor, GLIBC[0]))}"


def own_glibc() -> str:
    """The version of this root's glibc; empty where its C library is another one."""
    try:
        name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
    except (OSError, ValueError):
        return ""
    return version if name == "glibc" else ""


if __name__ == "__main__":
    print(foreign_platform(sys.argv[1], platform.machine(), own_glibc()))
