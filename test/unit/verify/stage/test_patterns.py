import unittest

from verify.stage.patterns import Patterns


class TestPatterns(unittest.TestCase):
    def test_matches_as_in_a_shell(self):
        for glob, path, expected in (
            ("a/*.py", "a/x.py", True),
            ("a/*.py", "a/b/x.py", False),
            ("a/**/*.py", "a/b/c/x.py", True),
            ("a/**/*.py", "a/x.py", True),
            ("**/x", "x", True),
            ("a/**", "a/b/c", True),
            ("a/**", "ab", False),
            ("a?.[ch]", "ab.c", True),
            ("a?.[!ch]", "ab.c", False),
            ("a.b", "aXb", False),
            ("lib/python3*/site-packages/p", "lib/python3.13/site-packages/p/q.js", True),
            ("a/b/", "a/b/c", True),
        ):
            self.assertEqual(Patterns([glob]).match(path), expected, (glob, path))

    def test_nothing_matches_no_patterns(self):
        self.assertFalse(Patterns([]).match(""))
        self.assertEqual(Patterns(["b"]).filter(["a", "b", "b/c"]), ["b", "b/c"])
