import importlib.metadata
import os

from verify.distribution.descriptions import drop_descriptions
from verify.stage.patterns import Patterns
from scratch import ScratchTest


class TestDescriptions(ScratchTest):
    def test_fields_stay(self):
        for name in ("it", "kept"):
            fields = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\nRequires-Dist: x\nLicense: A\n        B"
            self.write(os.path.join(self.site, f"{name}-1.0.dist-info/METADATA"), f"{fields}\n\nA long text\n\nwith paragraphs\n")
        keep = Patterns(["**/kept-*"])
        self.assertEqual(drop_descriptions(self.environment, keep), len("\nA long text\n\nwith paragraphs\n"))
        found = {one.metadata["Name"]: one.metadata for one in importlib.metadata.distributions(path=[self.site])}
        self.assertEqual([found["it"][field] for field in ("Version", "Requires-Dist")], ["1.0", "x"])
        self.assertFalse(found["it"].get_payload() if isinstance(found["it"].get_payload(), str) else None)
        self.assertIn("A long text", self.metadata("kept"))
        self.assertNotIn("A long text", self.metadata("it"))
        self.assertEqual(drop_descriptions(self.environment, keep), 0)

    def metadata(self, name: str) -> str:
        with open(os.path.join(self.environment, self.site, f"{name}-1.0.dist-info/METADATA"), encoding="utf-8") as file:
            return file.read()
