"""Fetches a page and reports how long it is."""

import os

import requests

url = os.environ.get("REPORT_URL", "https://example.org/")
page = requests.get(url, timeout=30)
page.raise_for_status()
print(f"{url}: {len(page.content)} bytes")
