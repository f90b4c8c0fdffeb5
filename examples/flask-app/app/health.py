"""Exits with 0 if the application on the given port is well."""

import sys
from urllib.request import urlopen

with urlopen(f"http://127.0.0.1:{sys.argv[1]}/healthz", timeout=3) as answer:
    sys.exit(answer.status != 200)
