"""Loaded by every Python process of a smoke test: writes down what the process loads, and lets it reach no network.

Each line is written at once, to a file that is opened for it alone: a process may be killed, replace itself, fork, or
close all files. The application's own sitecustomize is loaded as if this one were not there.
"""
import atexit
import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))
_DIRECTORY = os.environ.get("PYTHON_IMAGE_RECORD", "")
_ADDRESSES = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
_NAMES = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}
_SYSTEM = ("/usr/", "/lib/", "/lib64/")
_CODE = type(compile("", "", "exec"))
_seen = set()
_busy = []


def write(kind, what):
    """Add a line, unless it was written before, or cannot be."""
    line = f"{kind} {what}\n"
    if line in _seen or "\n" in str(what):
        return
    _seen.add(line)
    _busy.append(line)
    try:
        file = os.open(f"{_DIRECTORY}/{os.getpid()}", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(file, line.encode("utf-8", "surrogateescape"))
        finally:
            os.close(file)
    except OSError:
        pass
    finally:
        _busy.pop()


def watch(event, arguments):
    """Audit hook."""
    if event == "exec":
        code = arguments[0]
        if type(code) is _CODE and code.co_name == "<module>" and code.co_filename.startswith("/"):
            write("loaded", code.co_filename)
    elif event == "import":
        if isinstance(arguments[1], str) and arguments[1].startswith("/"):
            write("loaded", arguments[1])
    elif event == "open":
        if not _busy and isinstance(arguments[0], str) and arguments[0].startswith(_SYSTEM):
            write("opened", arguments[0])
    elif event == "ctypes.dlopen":
        if arguments[0]:
            write("libraries", os.fsdecode(arguments[0]) if isinstance(arguments[0], bytes) else arguments[0])
    elif event in _ADDRESSES or event in _NAMES:
        refuse(arguments[_ADDRESSES.get(event, 0)], event in _NAMES)


def refuse(address, lookup):
    """Fail as a machine without a network does, unless the address is on this machine."""
    host = address[0] if isinstance(address, tuple) and address else address if lookup else None
    host = host.decode("utf-8", "replace") if isinstance(host, bytes) else host
    if host in (None, "", "localhost", "0.0.0.0", "::", "::1") or str(host).startswith("127."):
        return
    import socket

    if lookup and host == socket.gethostname():
        return
    write("network", str(host))
    if lookup:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    raise OSError(101, "Network is unreachable")


def write_mapped():
    """Every file that is mapped into this process, libraries that libraries have opened among them."""
    with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
        for line in maps:
            if line.count(" /") and not line.endswith(" (deleted)\n"):
                write("mapped", line.split(None, 5)[5].rstrip("\n"))


def load_own():
    """Load the sitecustomize that this one stands before."""
    from importlib.machinery import PathFinder

    spec = PathFinder.find_spec("sitecustomize", sys.path)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(sys.modules[__name__])


if _DIRECTORY:
    for _module in list(sys.modules.values()):
        _origin = getattr(getattr(_module, "__spec__", None), "origin", None)
        if isinstance(_origin, str) and _origin.startswith("/") and os.path.dirname(_origin) != _HERE:
            write("loaded", _origin)
    atexit.register(write_mapped)
    sys.addaudithook(watch)
sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") != _HERE]
load_own()
