"""Says which package indexes refuse the login for a package, for pip does not: index_logins.py <package> <url>...

Prints `PYTHON_IMAGE_INDEX=<status> <host>` for each that answers 401 or 403. Logins in the URLs are never shown.
"""
from __future__ import annotations

import base64
import sys
import urllib.error
import urllib.parse
import urllib.request


def status_of(url: str, package: str) -> int:
    """What an index answers for the page of a package; 0 where it does not answer."""
    parts = urllib.parse.urlsplit(url)
    login, _, host = parts.netloc.rpartition("@")
    try:
        request = urllib.request.Request(f"{parts.scheme}://{host}{parts.path.rstrip('/')}/{package}/")
        if login:
            token = base64.b64encode(urllib.parse.unquote(login).encode()).decode()
            request.add_header("Authorization", f"Basic {token}")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, ValueError):
        return 0


def main(package: str, *urls: str) -> None:
    for url in urls:
        status = status_of(url, package)
        if status in (401, 403):
            print(f"PYTHON_IMAGE_INDEX={status} {urllib.parse.urlsplit(url).netloc.rpartition('@')[2]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
