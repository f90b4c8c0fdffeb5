import importlib.metadata
import os

from verify.distribution.records import rewrite_records
from scratch import ScratchTest


class TestRecords(ScratchTest):
    def record(self, content: str) -> None:
        self.write(os.path.join(self.site, "it-1.0.dist-info/METADATA"), "Name: it\nVersion: 1.0\n")
        self.write(os.path.join(self.site, "it-1.0.dist-info/RECORD"), content)

    def test_drops_what_is_gone_and_corrects_what_changed(self):
        self.write(os.path.join(self.site, "it.py"), "same")
        self.write(os.path.join(self.site, "fast.so"), "stripped")
        self.write("venv/bin/it,1", "#!")
        self.record("it.py,sha256=known,4\nfast.so,sha256=old,99\ngone.py,sha256=x,1\n\"../../../bin/it,1\",sha256=y,2\nit-1.0.dist-info/RECORD,,\n")
        saved = rewrite_records(self.environment, hashes=True)
        distribution = next(importlib.metadata.distributions(path=[self.site]))
        files = {str(file): (file.hash and file.hash.value, file.size) for file in distribution.files}
        self.assertEqual(files, {
            "it.py": ("known", 4), "fast.so": ("hTHYlg5_JEdQjYDoDUj9lnMM-JqZhyaJcdhY_EnLpxo", 8), "../../../bin/it,1": ("y", 2),
            "it-1.0.dist-info/RECORD": (None, None),
        })  # fmt: skip
        self.assertNotEqual(saved, 0)
        self.assertEqual(rewrite_records(self.environment, hashes=True), 0)

    def test_leaves_hashes_out(self):
        self.write(os.path.join(self.site, "it.py"), "same")
        self.record("it.py,sha256=known,4\nit-1.0.dist-info/RECORD,,\n")
        self.assertEqual(rewrite_records(self.environment, hashes=False), len("sha256=known4"))
        self.assertEqual([str(file) for file in next(importlib.metadata.distributions(path=[self.site])).files], ["it-1.0.dist-info/RECORD", "it.py"])
