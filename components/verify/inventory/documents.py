"""What the image carries about itself: the bill of materials of what is in it, and the warnings of its proof."""
from __future__ import annotations

import json
import os
from typing import Dict, List

from verify.inventory.cyclonedx import bill_of_materials
from verify.inventory.shares import take_inventory
from verify.stage import DOCUMENTS, Layout, report


def write_documents(environment: str, out: str, system: List[Dict], warnings: List[str]) -> None:
    """Lay them out below `out`/sbom, the bill with the components of the `system`; say what each package takes, largest
    first, and the warnings."""
    shares, rest = take_inventory(environment)
    for share in shares:
        report.package(share.bytes, share.name, share.version)
    for text in warnings:
        report.warning(text)
    documents = Layout(os.path.join(out, "sbom"))
    documents.write(f"{DOCUMENTS}/sbom.cdx.json", bill_of_materials(shares, rest, system))
    documents.write(f"{DOCUMENTS}/warnings.json", json.dumps(warnings, indent=1) + "\n")
    documents.close()
