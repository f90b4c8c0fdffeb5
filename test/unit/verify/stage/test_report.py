import contextlib
import io
import re
import unittest

from verify.stage import report


class TestReport(unittest.TestCase):
    def said(self, say) -> str:
        with contextlib.redirect_stderr(io.StringIO()) as lines:
            say()
        return lines.getvalue()

    def test_marks_every_line(self):
        self.assertEqual(
            self.said(lambda: report.error(report.Refusal("it failed.\nTraceback\n  line 2\n", "PI4004"))),
            "python-image: code: PI4004\npython-image: error: it failed.\npython-image:   Traceback\npython-image:     line 2\n",
        )
        self.assertEqual(self.said(lambda: report.note("by the way.")), "python-image: note: by the way.\n")

    def test_times_a_phase_also_when_it_fails(self):
        def fail():
            with self.assertRaises(ValueError), report.phase("imports"):
                raise ValueError

        self.assertTrue(re.fullmatch(r"python-image: time: imports \d+\.\d\d s\n", self.said(fail)))
