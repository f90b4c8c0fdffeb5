from verify.libraries.alpine import Alpine
from verify.stage.report import Refusal
from fake_program import FakeProgramTest

OFFLINE = '[ "$1" != update ] || { echo "WARNING: fetching https://a.example.org/main: DNS: transient error"; exit 4; }'


class TestAlpine(FakeProgramTest):
    def test_asks_apk_which_package_provides_a_library(self):
        self.program("apk", 'if [ "$1 $4" = "search so:libgomp.so.1" ]; then echo libgomp; fi')
        (find,) = Alpine().finders
        self.assertEqual(find("libgomp.so.1"), ["libgomp"])
        self.assertEqual(find("libnone.so.1"), [])
        self.assertEqual(self.calls(), ["apk update", "apk search -q -x so:libgomp.so.1", "apk search -q -x so:libnone.so.1"])

    def test_asks_by_a_pattern_for_what_is_opened_by_name(self):
        self.program("apk", "echo file; echo libmagic")
        self.assertEqual(Alpine().finders[0]("magic"), ["file", "libmagic"])
        self.assertEqual(self.calls()[-1], "apk search -q -x so:libmagic.so.[0-9]*")

    def test_tells_why_nothing_is_found_where_a_repository_does_not_answer(self):
        self.program("apk", OFFLINE)
        with self.assertRaisesRegex(Refusal, "`apk update` failed in the final image .exit code 4..\nWARNING: fetching https://a"):
            Alpine().finders[0]("libgomp.so.1")

    def test_is_content_with_the_repositories_that_answer(self):
        self.program("apk", f"{OFFLINE}; echo libgomp")
        self.assertEqual(Alpine().finders[0]("libgomp.so.1"), ["libgomp"])

    def test_installs(self):
        self.program("apk", "")
        Alpine().install(["libgomp", "libpq"])
        self.assertEqual(self.calls(), ["apk update", "apk add libgomp libpq"])
