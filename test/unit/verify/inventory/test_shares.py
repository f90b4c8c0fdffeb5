import json
import os
from unittest import mock

from verify.inventory.cyclonedx import bill_of_materials
from verify.inventory import system_components
from verify.inventory.system_packages import Package
from verify.inventory.shares import Share, take_inventory
from scratch import ScratchTest


class TestInventory(ScratchTest):
    def test_every_byte_belongs_to_something(self):
        self.make_environment()
        self.install("big.pkg", {"big/__init__.py": "x" * 5000, "../../../bin/big": "#!" * 50}, version="2.0")
        self.write(os.path.join(self.site, "big/__pycache__/__init__.cpython-313.pyc"), b"c" * 300)
        self.write(os.path.join(self.site, "big.pkg-2.0.dist-info/licenses/LICENSE"), "l" * 70)
        self.install("small", {"small.py": "y" * 10})
        os.link(os.path.join(self.site, "big/__init__.py"), os.path.join(self.site, "small_copy.py"))
        os.symlink("big", os.path.join(self.site, "link"))
        total = 0
        for directory, _, names in os.walk(self.environment):
            total += sum(os.path.getsize(os.path.join(directory, name)) for name in names if not os.path.islink(os.path.join(directory, name)))
        shares, rest = take_inventory(self.environment)
        self.assertEqual([(share.name, share.version) for share in shares], [("big.pkg", "2.0"), ("small", "1.0")])
        self.assertGreaterEqual(shares[0].bytes, 5000 + 100 + 300 + 70)
        self.assertEqual(rest, os.path.getsize(os.path.join(self.environment, "pyvenv.cfg")))
        self.assertEqual(sum(share.bytes for share in shares) + rest, total - 5000)


class TestBillOfMaterials(ScratchTest):
    def test_is_a_cyclonedx_document(self):
        package = Package("deb", "libgomp1", "1:14.2.0-19+b1", "amd64", {}, [], [], False, [])
        with mock.patch.object(system_components, "_system", lambda: "debian"):
            (libgomp,) = system_components.components([package])
        text = bill_of_materials([Share("Ruamel.Yaml", "1.0+local", 42)], 7, [libgomp])
        self.assertEqual(text, bill_of_materials([Share("Ruamel.Yaml", "1.0+local", 42)], 7, [libgomp]))
        document = json.loads(text)
        self.assertEqual((document["bomFormat"], document["specVersion"], document["version"]), ("CycloneDX", "1.6", 1))
        own, rest, system = document["components"]
        self.assertEqual(own, {
            "type": "library", "bom-ref": "pkg:pypi/ruamel-yaml@1.0%2Blocal", "name": "Ruamel.Yaml", "version": "1.0+local",
            "purl": "pkg:pypi/ruamel-yaml@1.0%2Blocal", "properties": [{"name": "python-image:bytes", "value": "42"}],
        })  # fmt: skip
        self.assertEqual(rest["properties"], [{"name": "python-image:bytes", "value": "7"}])
        self.assertEqual(system["purl"], "pkg:deb/debian/libgomp1@1%3A14.2.0-19%2Bb1?arch=amd64")
        self.assertNotIn("properties", system)
        self.assertEqual(len({component["bom-ref"] for component in document["components"]}), 3)
