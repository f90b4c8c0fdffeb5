"""Exits with 0 if the web service on the given port answers."""

import sys
from urllib.request import urlopen

with urlopen(f"http://127.0.0.1:{sys.argv[1]}/", timeout=3) as answer:
    sys.exit(answer.status != 200)
