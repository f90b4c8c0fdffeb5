"""What programs expect of a system beside libraries: users, names, certificates, time zones, places for files."""
from __future__ import annotations

import glob
import os
from typing import Iterable, List, Optional

from verify.minimal.tree import MinimalTree
from verify.stage import PythonFacts, Settings, site_packages

_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
_AS_THEY_ARE = [
    "/etc/alpine-release",  # these tell scanners whose packages are here
    "/etc/debian_version",
    "/etc/os-release",
    "/etc/protocols",
    "/etc/services",
    "/etc/mime.types",  # asked by mimetypes
    _AUTHORITIES,
]
_MERGED = ("/bin", "/lib", "/lib64", "/sbin")
"""Links to directories below /usr, where the system has them so."""
_NAMES = "passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n"
_TERMINALS = ("/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo")
ZONES = "/usr/share/zoneinfo"


def bring_etc(tree: MinimalTree, settings: Settings, facts: PythonFacts, loaded: Iterable[str]) -> None:
    """Bring it all; `loaded` are the files that the import check loaded."""
    for path in _AS_THEY_ARE:
        tree.bring(path)
    for path in filter(os.path.islink, _MERGED):
        tree.bring(path)
    for path in _TERMINALS if settings.prune != "max" else ():
        tree.bring_all(path)
    for directory in ("/tmp", "/var/tmp"):
        tree.directory(directory, 0o1777)
    tree.directory("/root", 0o700)
    tree.write("/etc/nsswitch.conf", _NAMES)
    tree.directory(settings.workdir)
    _write_users(tree, *settings.ids)
    _bring_certificates(tree, facts)
    _bring_locale(tree)
    _bring_zones(tree, settings, any(os.path.basename(os.path.dirname(path)) == "zoneinfo" for path in loaded))


def _write_users(tree: MinimalTree, uid: int, gid: int) -> None:
    """Root, nobody, and the image's user as the base knows it."""
    users = {0: "root:x:0:0:root:/root:/sbin/nologin", 65534: "nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin"}
    groups = {0: "root:x:0:", 65534: "nogroup:x:65534:"}
    users.setdefault(uid, _entry("/etc/passwd", uid) or f"app:x:{uid}:{gid}:app:/tmp:/sbin/nologin")
    groups.setdefault(gid, _entry("/etc/group", gid) or f"app:x:{gid}:")
    tree.write("/etc/passwd", "".join(f"{users[number]}\n" for number in sorted(users)))
    tree.write("/etc/group", "".join(f"{groups[number]}\n" for number in sorted(groups)))


def _entry(path: str, number: int) -> Optional[str]:
    """The line of a user or group in one of the base's files."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return next((line for line in file.read().splitlines() if line.split(":")[2:3] == [str(number)]), None)
    except FileNotFoundError:
        return None


def _bring_certificates(tree: MinimalTree, facts: PythonFacts) -> None:
    """The authorities in one file, where OpenSSL looks for it; not the directory with a link for each of them."""
    if not facts.certificate_file:
        return
    for path in (facts.certificate_file, facts.certificate_directory):
        tree.bring(path or "")
    tree.bring(os.path.join(os.path.dirname(facts.certificate_file), "openssl.cnf"))
    if os.path.exists(_AUTHORITIES) and not os.path.exists(facts.certificate_file):
        tree.link(facts.certificate_file, _AUTHORITIES)


def _bring_locale(tree: MinimalTree) -> None:
    for path in glob.glob("/usr/lib/locale/C.*"):
        tree.bring_all(path)


def _bring_zones(tree: MinimalTree, settings: Settings, imported: bool) -> None:
    """Python and the variable TZ share one set of time zones: that of the distribution tzdata where it is installed."""
    own = _zones_of_tzdata(settings.environment)
    if own:
        tree.link(ZONES, own)
    elif imported or settings.prune != "max":
        tree.bring_all(ZONES)


def _zones_of_tzdata(environment: str) -> Optional[str]:
    places: List[str] = [os.path.join(site, "tzdata/zoneinfo") for site in site_packages(environment)]
    return next((place for place in places if os.path.exists(os.path.join(place, "UTC"))), None)
