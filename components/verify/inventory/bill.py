"""The bill of materials of the environment, as a file of the image."""
from __future__ import annotations

import os
from typing import Dict, List

from verify.inventory.cyclonedx import bill_of_materials
from verify.inventory.shares import take_inventory
from verify.stage import Layout, report

SBOM = "/usr/share/python-image/sbom.cdx.json"


def write_bill(environment: str, out: str, system: List[Dict]) -> None:
    """Write it to `out`/sbom with the components of the `system`, and say what each package takes, largest first."""
    shares, rest = take_inventory(environment)
    for share in shares:
        report.package(share.bytes, share.name, share.version)
    sbom = Layout(os.path.join(out, "sbom"))
    sbom.write(SBOM, bill_of_materials(shares, rest, system))
    sbom.close()
