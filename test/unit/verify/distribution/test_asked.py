from verify.distribution.asked import check_asked
from verify.distribution.installed import read_distributions
from verify.stage.report import Refusal
from scratch import VERSION, ScratchTest


class TestAsked(ScratchTest):
    def check(self, *requested: str) -> None:
        check_asked(self.environment, list(requested), read_distributions(self.environment))

    def test_refuses_an_environment_without_any_of_them(self):
        self.make_environment()
        self.install("app", {"app.py": ""})
        with self.assertRaises(Refusal) as raised:
            self.check("requests", "flask", "flask", "a", "b", "c", "d")
        self.assertEqual(
            str(raised.exception),
            f"{self.environment}: expected a package that the requirements ask for (requests, flask, a, b, c, ...), got none of them installed. "
            f"Most likely their markers, or those of the lock file, exclude Python {VERSION} or the image's platform: give a "
            "`pythonVersion` that they admit, or change them.",
        )
        self.assertEqual(raised.exception.code, "PI4001")

    def test_some_may_lack(self):
        self.install("Typing_Extensions", {})
        self.check("pywin32", "typing-extensions")

    def test_where_nobody_asked_by_name_anything_will_do(self):
        self.make_environment()
        self.check()

    def test_what_a_setup_py_installed_is_there(self):
        self.write(f"{self.site}/Old_Package-1.0-py3.8.egg-info/PKG-INFO")
        self.check("old-package")
