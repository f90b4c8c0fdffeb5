import json

from verify.stage.report import Refusal
from verify.stage.settings import read_settings, settings_from
from scratch import ScratchTest, order


class TestSettings(ScratchTest):
    def test_reads_the_file(self):
        path = self.write("verify.json", json.dumps(order(importCheck=["numpy"], user="10001:7")))
        settings = read_settings(path)
        self.assertEqual(settings.environment, "/opt/venv")
        self.assertEqual(settings.import_check, ["numpy"])
        self.assertEqual(settings.ids, (10001, 7))

    def test_a_user_without_a_group_has_the_group_of_its_number(self):
        self.assertEqual(settings_from(order(user="12")).ids, (12, 12))

    def test_refuses_what_it_does_not_know(self):
        cases = {
            "expected exactly the keys": {**order(), "surprise": 1},
            "prune: expected one of none, safe, max, got 'some'": order(prune="some"),
            "environment: expected an absolute path, got 'venv'": order(environment="venv"),
            "keep: expected globs, got ['a', '[z-a]'] (bad character range z-a": order(keep=["a", "[z-a]"]),
            "user: expected a numeric uid or uid:gid, got 'app'": order(user="app"),
        }
        for message, given in cases.items():
            with self.subTest(message), self.assertRaises(Refusal) as caught:
                settings_from(given)
            self.assertIn(message, str(caught.exception))
        missing = order()
        del missing["keep"]
        with self.assertRaises(Refusal):
            settings_from(missing)
        with self.assertRaises(Refusal):
            settings_from([])


