"""What the exceptions of a failed import say that is lacking. child.py runs it in its own process, after a failure."""
import os
import re
import shutil


def lacking_programs(chain, started):
    """Programs among those `started` or looked for that are not there, and of which a text speaks."""
    names = {os.fsdecode(name) for name in started if isinstance(name, (str, bytes, os.PathLike))} - {""}
    words = {word for link in chain for word in re.findall(r"[\w./+-]+", str(link))}
    which = getattr(shutil.which, "__wrapped__", shutil.which)  # as it was before child.watch_lookups()
    named = [name for name in names if not words.isdisjoint({name, os.path.basename(name)})]
    return sorted(name for name in named if which(name) is None)


def lacking_variables(chain):
    """Variables that were asked for and are not set, or that a text about the environment names."""
    found = []
    for link in chain:
        last = list(frames(link))[-1:]
        if isinstance(link, KeyError) and last and last[0] is type(os.environ).__getitem__.__code__:
            found += [name for name in link.args if isinstance(name, str)]
        elif "environment" in str(link):
            # `Requested setting X, but …`: Django's settings are no variables.
            words = re.findall(r"(?<!\bsetting )\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b", str(link))
            found += [word for word in words if word not in os.environ]
    return sorted(set(found))


def lacking_devices(chain):
    """Files of the kernel that an exception is about, and the display where a text is about it."""
    names = [getattr(link, "filename", None) for link in chain if isinstance(link, OSError)]
    found = [name for name in names if isinstance(name, str) and name.startswith(("/dev/", "/sys/", "/proc/device-tree"))]
    about = re.compile(r"(no|open|bad|connect to( the)?) display\b|\bdisplay name\b|^'?DISPLAY'?$", re.IGNORECASE)
    if "DISPLAY" not in os.environ and any(about.search(str(link)) for link in chain):
        found.append("a display")
    return found


def frames(error):
    """Code of the frames of an exception, outermost first."""
    place = error.__traceback__
    while place is not None:
        yield place.tb_frame.f_code
        place = place.tb_next
