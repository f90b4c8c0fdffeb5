"""Fetches a page; with --dry-run it only shows that everything which that needs is there."""

import ssl
import sys

import requests

if "--dry-run" in sys.argv:
    print(f"requests {requests.__version__}, {len(ssl.create_default_context().get_ca_certs()) > 0 and 'with' or 'without'} authorities")
else:
    print(requests.get(sys.argv[1] if len(sys.argv) > 1 else "https://www.python.org", timeout=10).status_code)
