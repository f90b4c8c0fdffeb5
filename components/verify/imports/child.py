"""Imports modules in a process of its own and reports what was loaded, or how each failed.

    python -B child.py REPORT BYTECODE LOOKUPS LAZY MODULE...

REPORT and BYTECODE are file descriptors: lines `begin MODULE` and at last one line of JSON; the .pyc files that had to
be compiled, one after the other. LOOKUPS is 1 to note libraries and programs that are looked for in vain with ctypes.util and shutil as well, LAZY is 1
to leave imports lazy that the modules want so: otherwise all are made at once, so that what they need is seen.
Only modules that every interpreter has loaded anyway are used until all imports are done, so that the report is about
the imports alone.
"""
import _imp
import faulthandler
import gc
import os
import sys

_MOST_CAUSES = 10
_TRACEBACK_LINES = 8
_ADDRESSES = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
_NAMES = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}


def import_all(modules, begin):
    """Import every module, after a call of `begin` with its name. Gives a failure for each that raises."""
    failures = []
    for module in modules:
        begin(module)
        network.clear()
        opened.clear()
        started.clear()
        try:
            __import__(module)
        except BaseException as error:  # whatever a module raises, SystemExit too, is a failed import
            failures.append(describe(module, error))
    return failures


def describe(module, error):
    """The failure as imports.Failure takes it."""
    import traceback

    chain, link = [], error
    while link is not None and len(chain) < _MOST_CAUSES:
        chain.append(link)
        link = link.__cause__ or link.__context__
    kind, place = type(error), error.__traceback__
    while place is not None and os.path.basename(place.tb_frame.f_code.co_filename) == os.path.basename(__file__):
        place = place.tb_next
    try:
        text = "".join(traceback.format_exception(kind, error, place))
    except BaseException:  # Python 3.15 imports the package again to say more, and fails as before
        text = "".join([*traceback.format_tb(place), f"{kind.__name__}: {error}"])
    return {
        "module": module,
        "kind": "raised",
        "type": kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}",
        "message": str(error),
        "causes": [str(link) for link in chain],
        "path": next((link.path for link in chain if getattr(link, "path", None)), None),
        "name": next((link.name for link in chain if isinstance(link, ImportError) and link.name), None),
        "traceback": [line for line in text.splitlines() if line.strip(" ~^")][-_TRACEBACK_LINES:],
        "opened": list(opened),
        "network": list(network),
        **lacking(chain),
    }


def lacking(chain):
    """What lacking.py finds, which is not imported: the modules that are loaded are what the report is about."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lacking.py")
    names = {}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), names)
    return {
        "programs": names["lacking_programs"](chain, started),
        "variables": names["lacking_variables"](chain),
        "devices": names["lacking_devices"](chain),
    }


def loaded_files():
    """Files of all modules that are loaded, but for this one."""
    files = set()
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__dict__", {}).get("__spec__")
        origin = getattr(spec, "origin", None)
        if name != "__main__" and isinstance(origin, str) and os.path.isabs(origin):
            files.add(origin)
    return sorted(files)


def namespaces(modules):
    """Those of the modules of which only the directory is there."""
    loaders = [(name, getattr(getattr(sys.modules.get(name), "__spec__", None), "loader", None)) for name in modules]
    return [name for name, loader in loaders if type(loader).__name__.endswith("NamespaceLoader")]


def mapped_files():
    """Every file that is mapped into this process."""
    with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
        paths = {line.split(None, 5)[5].rstrip("\n") for line in maps if line.count(" /")}
    return sorted(path for path in paths if path.startswith("/") and not path.endswith(" (deleted)"))


def keep_bytecode(file, index):
    """Write what the imports compile to `file` as .pyc without a time stamp, and (source, length) to `index`."""
    external = sys.modules["_frozen_importlib_external"]
    magic = external.MAGIC_NUMBER
    unchecked = (1).to_bytes(4, "little")

    def keep(loader, source, target, data):
        if type(loader) is not external.SourceFileLoader or target != external.cache_from_source(source):
            return
        key = _imp.source_hash(int.from_bytes(magic, "little"), loader.get_data(source))
        length = sum(file.write(part) for part in (magic, unchecked, key, data[16:]))
        index.append((source, length))

    external.SourceFileLoader._cache_bytecode = keep
    sys.dont_write_bytecode = False
    for module in list(sys.modules.values()):  # what the interpreter loaded before anyone could watch
        spec = getattr(module, "__spec__", None)
        if spec and type(spec.loader) is external.SourceFileLoader:
            spec.loader.get_code(spec.name)


def watch(event, arguments):
    """Audit hook: notes libraries opened by name, and lets nothing reach the network."""
    if event == "ctypes.dlopen":
        if arguments[0]:
            opened.append(os.fsdecode(arguments[0]) if isinstance(arguments[0], bytes) else str(arguments[0]))
    elif event == "subprocess.Popen":
        started.append(arguments[0] or (arguments[1] if isinstance(arguments[1], str) else arguments[1][0]))
    elif event == "os.posix_spawn":
        started.append(arguments[0])
    elif event in _ADDRESSES or event in _NAMES:
        refuse(arguments[_ADDRESSES.get(event, 0)], event in _NAMES)


def refuse(address, lookup):
    """Fail as a machine without a network does, unless the address is on this machine."""
    host = address[0] if isinstance(address, tuple) else address if lookup else None
    host = host.decode("utf-8", "replace") if isinstance(host, bytes) else host
    if host in (None, "", "localhost", "0.0.0.0", "::", "::1") or str(host).startswith("127."):
        return
    network.append(str(host))
    import socket

    if lookup:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    raise OSError(101, "Network is unreachable")


def watch_lookups():
    """Note what ctypes.util.find_library and shutil.which do not find."""
    import ctypes.util
    import functools
    import shutil

    find, look = ctypes.util.find_library, shutil.which

    def find_library(name):
        found = find(name)
        if found is None:
            opened.append(str(name))
        return found

    @functools.wraps(look)
    def which(name, *more, **named):
        found = look(name, *more, **named)
        if found is None:
            started.append(name)
        return found

    ctypes.util.find_library = find_library
    shutil.which = which


def main(report, bytecode, lookups, lazy, modules):
    """Import, write the report, and leave without running what modules registered for the end."""
    index = []
    with open(report, "w", encoding="utf-8", errors="backslashreplace", closefd=False) as lines, open(
        bytecode, "wb", closefd=False
    ) as compiled:

        def begin(module):
            lines.write(f"begin {module}\n")
            lines.flush()

        if sys.flags.optimize == 0:
            keep_bytecode(compiled, index)
        if lookups:
            watch_lookups()
        if not lazy and hasattr(sys, "set_lazy_imports_filter"):
            sys.set_lazy_imports_filter(lambda *_: False)
        sys.addaudithook(watch)
        failures = import_all(modules, begin)
        result = {
            "failures": failures,
            "namespaces": namespaces(modules),
            "loaded": loaded_files(),
            "mapped": mapped_files(),
            "compiled": list(index),
        }
        import json

        lines.write(json.dumps(result) + "\n")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


opened, network, started = [], [], []
if __name__ == "__main__":
    if sys.path and os.path.abspath(sys.path[0]) == os.path.dirname(os.path.abspath(__file__)):
        del sys.path[0]
    faulthandler.enable()
    gc.disable()  # it costs 5 % of the time, and the process ends soon
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1", sys.argv[4] == "1", sys.argv[5:])
