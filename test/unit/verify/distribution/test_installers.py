import os

from verify.distribution.installed import read_distributions
from verify.distribution.installers import check_leftovers, leftovers, wanted_installers
from verify.distribution.remove_installers import unneeded_installers
from verify.stage.report import Refusal
from scratch import ScratchTest


class TestLeftovers(ScratchTest):
    def test_finds_installers_and_their_commands(self):
        self.install("pip", {"pip/__init__.py": ""}, version="25.0")
        self.install("setuptools", {"pkg_resources/__init__.py": "", "distutils-precedence.pth": ""})
        self.install("piper", {"piper/__init__.py": ""})
        self.write("venv/bin/pip3.13", "")
        self.write("venv/bin/uv", "")
        found = [os.path.relpath(path, self.environment) for path in leftovers(self.environment, {"uv"})]
        self.assertEqual(sorted(os.path.basename(path) for path in found), [
            "distutils-precedence.pth", "pip", "pip-25.0.dist-info", "pip3.13", "pkg_resources", "setuptools-1.0.dist-info",
        ])  # fmt: skip

    def test_refuses_them_unless_wanted(self):
        self.install("wheel", {"wheel/__init__.py": ""})
        with self.assertRaisesRegex(Refusal, "expected no installers but those that the requirements name, got .*wheel"):
            check_leftovers(self.environment, set())
        check_leftovers(self.environment, {"wheel"})

    def test_what_a_distribution_requires_is_wanted(self):
        self.install("torch", {}, requires=["setuptools; python_version >= '3.12'"])
        self.assertEqual(wanted_installers(["uv"], read_distributions(self.environment)), {"uv", "setuptools"})

    def test_what_came_with_the_environment_goes_unless_something_needs_it(self):
        for name in ("pip", "setuptools", "wheel", "six"):
            self.install(name, {})
        self.install("torch", {}, requires=["setuptools"])
        self.assertEqual(unneeded_installers(self.environment, ["wheel"]), ["pip"])
