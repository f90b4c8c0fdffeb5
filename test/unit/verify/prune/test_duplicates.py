import os

from verify.prune.duplicates import link_duplicates
from verify.stage.patterns import Patterns
from scratch import ScratchTest


class TestDuplicates(ScratchTest):
    def test_equal_files_of_equal_mode_are_stored_once(self):
        paths = [self.write(name, "x" * 100) for name in ("a/l.so", "b/l.so", "c/l.so", "d/run", "e/kept")]
        other = self.write("z", "y" * 100)
        os.chmod(paths[3], 0o755)
        self.assertEqual(link_duplicates(self.root, Patterns(["e"])), 200)
        self.assertEqual([os.path.samefile(paths[0], path) for path in paths[1:]], [True, True, False, False])
        self.assertEqual(os.stat(other).st_nlink, 1)
        self.assertEqual(link_duplicates(self.root, Patterns(["e"])), 0)
        self.assertEqual(sorted(os.listdir(os.path.join(self.root, "b"))), ["l.so"])
