"""What programs use of the standard library and the system below it."""
import base64
import concurrent.futures
import ctypes
import ctypes.util
import importlib.metadata
import locale
import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
import zoneinfo
from datetime import datetime, timedelta

from checking import check


def square(number):
    return number * number


@check
def runs_as_the_user():
    assert os.getuid() != 0, "expected a user other than root"
    assert not os.access(os.path.dirname(importlib.metadata.__file__), os.W_OK), "the standard library can be written to"
    assert not os.access(sys.prefix, os.W_OK), "the environment can be written to"


@check
def database():
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(os.path.join(folder, "x.db")) as connection:
        connection.execute("create table t (a integer, b text)")
        connection.executemany("insert into t values (?, ?)", [(1, "ä"), (2, "b")])
        assert connection.execute("select sum(a), max(b) from t").fetchone() == (3, "ä")
        assert connection.execute("select json_extract('{\"a\": 5}', '$.a')").fetchone() == (5,)


@check
def time_zones():
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    assert datetime(2026, 7, 1, tzinfo=berlin).utcoffset() == timedelta(hours=2)
    assert len(zoneinfo.available_timezones()) > 400
    os.environ["TZ"] = "America/New_York"
    time.tzset()
    assert time.localtime(1782900000).tm_hour == 6, time.localtime(1782900000)
    del os.environ["TZ"]
    time.tzset()


@check
def processes():
    for method in ("fork", "spawn", "forkserver"):
        with multiprocessing.get_context(method).Pool(2) as pool:
            assert pool.map(square, [1, 2, 3]) == [1, 4, 9], method
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        assert executor.submit(square, 5).result() == 25
    from multiprocessing import shared_memory

    memory = shared_memory.SharedMemory(create=True, size=16)
    memory.close()
    memory.unlink()


@check
def temporary_files():
    assert tempfile.gettempdir() == "/tmp"
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"x")
    with tempfile.TemporaryFile() as file:
        file.write(b"x")


@check
def libraries_by_name():
    for name in ("c", "m", "z", "ssl", "crypto", "sqlite3"):
        found = ctypes.util.find_library(name)
        assert found, f"find_library({name!r}) is None"
        ctypes.CDLL(found)
    assert ctypes.CDLL(None).getpid() == os.getpid()


@check
def text():
    assert locale.setlocale(locale.LC_ALL, "C.UTF-8") == "C.UTF-8"
    assert sys.getfilesystemencoding() == "utf-8" and sys.stdout.encoding.lower() == "utf-8"
    for encoding in ("latin-1", "cp1252", "shift_jis", "gb18030", "euc-kr", "utf-16", "idna"):
        sample = {"shift_jis": "日本", "gb18030": "中文", "euc-kr": "한국"}.get(encoding, "abc")
        assert sample.encode(encoding).decode(encoding) == sample


@check
def accounts():
    import getpass
    import pwd

    os.path.expanduser("~")
    assert pwd.getpwuid(0).pw_name == "root"
    try:
        getpass.getuser()
    except (KeyError, OSError) as error:  # a numeric user may be without a name; it must not be another error
        assert "uid" in str(error) or "username" in str(error)


@check
def standard_library():
    import bz2
    import decimal
    import hashlib
    import lzma
    import uuid
    import zlib
    from xml.etree import ElementTree

    for module in (bz2, lzma, zlib):
        assert module.decompress(module.compress(b"x" * 99)) == b"x" * 99
    assert hashlib.new("sha3_256", b"").hexdigest() and hashlib.scrypt(b"x", salt=b"y", n=2, r=1, p=1)
    assert uuid.uuid4() != uuid.uuid1()
    assert decimal.Decimal(1) / 3
    assert ElementTree.fromstring("<a><b/></a>").find("b") is not None
    assert base64.b64encode(os.urandom(3))
    import asyncio
    import email.message
    import logging.config
    import unittest.mock

    assert asyncio.run(asyncio.sleep(0, "x")) == "x"
