"""Tries what an image that starts from scratch can lack without any import failing.

    python -B checks.py MODULE...

MODULE are compiled modules of the standard library. Prints one line of JSON: for each check null, or what went wrong.
"""
import json
import sys


def certificates():
    """Authorities are trusted by default."""
    import ssl

    assert ssl.create_default_context().cert_store_stats()["x509_ca"] > 0, "no certificate of an authority is trusted"


def ciphers():
    """OpenSSL starts and has its algorithms."""
    import hashlib
    import ssl

    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    hashlib.new("sha512_256")


def databases():
    """SQLite answers."""
    import sqlite3

    assert sqlite3.connect(":memory:").execute("select upper('a')").fetchone() == ("A",)


def hosts():
    """Names of hosts are looked up."""
    import socket

    assert socket.getaddrinfo("localhost", 80)


def libraries_by_name():
    """ctypes.util finds libraries."""
    import ctypes
    import ctypes.util

    found = ctypes.util.find_library("c")
    assert found, "ctypes.util.find_library does not find libc"
    ctypes.CDLL(found)


def locale():
    """The locale that containers are set to exists."""
    import locale

    locale.setlocale(locale.LC_ALL, "C.UTF-8")


def ports():
    """Names of ports are known."""
    import socket

    assert socket.getservbyname("https") == 443


def temporary_files():
    """There is a place for temporary files."""
    import tempfile

    with tempfile.NamedTemporaryFile() as file:
        file.write(b"x")


def threads():
    """Threads start and end."""
    import threading

    thread = threading.Thread(target=str)
    thread.start()
    thread.join()


def time_zones():
    """Time zones are known to Python and to the C library alike."""
    import datetime
    import os
    import time
    import zoneinfo

    winter = datetime.datetime(2024, 1, 1, tzinfo=zoneinfo.ZoneInfo("Asia/Tokyo"))
    os.environ["TZ"] = "Asia/Tokyo"
    time.tzset()
    assert winter.utcoffset().total_seconds() == -time.timezone, "the variable TZ has no effect"


def users():
    """The image's user has a name."""
    import os
    import pwd

    pwd.getpwuid(os.getuid())


CHECKS = [
    certificates, ciphers, databases, hosts, libraries_by_name, locale, ports, temporary_files, threads, time_zones, users,
]  # fmt: skip


def outcome(check, *arguments):
    """None where the check passes, else what was wrong."""
    try:
        check(*arguments)
    except BaseException as error:  # whatever a check raises, it failed
        return f"{type(error).__name__}: {error}"
    return None


if __name__ == "__main__":
    outcomes = {check.__name__: outcome(check) for check in CHECKS}
    outcomes.update((f"import {name}", outcome(__import__, name)) for name in sys.argv[1:])
    print(json.dumps(outcomes))
