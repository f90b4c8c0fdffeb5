"""Writes an inventory as a CycloneDX document, the standard form of a software bill of materials.

By hand, as the final stage has nothing but its Python; test/unit/verify checks it against what the standard asks for.
Without serial number and time, so that equal environments give equal bytes.
"""
from __future__ import annotations

import json
from typing import Dict, Iterable, List
from urllib.parse import quote

from verify.distribution import normalized
from verify.inventory.shares import Share

BYTES = "python-image:bytes"
REST = "(environment)"
"""Name of the component that stands for what belongs to no distribution."""


def bill_of_materials(shares: Iterable[Share], rest: int, system: Iterable[Dict]) -> str:
    """The document's text. `rest` is in bytes; `system` are components for the system's packages."""
    components: List[Dict] = [_distribution(share) for share in shares]
    components.append({"type": "data", "bom-ref": REST, "name": REST, "properties": _bytes(rest)})
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": components + list(system),
    }
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def _distribution(share: Share) -> Dict:
    purl = f"pkg:pypi/{normalized(share.name)}@{quote(share.version)}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": share.name,
        "version": share.version,
        "purl": purl,
        "properties": _bytes(share.bytes),
    }


def _bytes(amount: int) -> List[Dict]:
    return [{"name": BYTES, "value": str(amount)}]
