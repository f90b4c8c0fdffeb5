from alpine import Alpine
from fake_program import FakeProgramTest


class TestAlpine(FakeProgramTest):
    def test_asks_apk_which_package_provides_a_library(self):
        self.program("apk", '[ "$1 $5" = "search so:libgomp.so.1" ] && echo libgomp')
        (find,) = Alpine().finders
        self.assertEqual(find("libgomp.so.1"), ["libgomp"])
        self.assertEqual(find("libnone.so.1"), [])
        self.assertEqual(self.calls()[0], "apk search --no-cache -q -x so:libgomp.so.1")

    def test_asks_by_a_pattern_for_what_is_opened_by_name(self):
        self.program("apk", "echo file; echo libmagic")
        self.assertEqual(Alpine().finders[0]("magic"), ["file", "libmagic"])
        self.assertEqual(self.calls(), ["apk search --no-cache -q -x so:libmagic.so.[0-9]*"])

    def test_installs(self):
        self.program("apk", "")
        Alpine().install(["libgomp", "libpq"])
        self.assertEqual(self.calls(), ["apk add --no-cache libgomp libpq"])
