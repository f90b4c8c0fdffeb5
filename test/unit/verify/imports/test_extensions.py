import contextlib
import io
import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from typing import Dict, List
from unittest import mock

from verify.distribution.installed import read_distributions
from verify.imports import extensions
from verify.imports.extensions import prove_extensions
from verify.imports.failure import Failure
from verify.imports.run import ImportResult
from verify.libraries.resolution import Libraries
from verify.stage.files import elf_files
from verify.stage.report import Refusal
from imports.test_proof import FakeManager, FakeSystem
from scratch import ScratchTest
from tiny_elf import tiny_elf

SUFFIX = EXTENSION_SUFFIXES[0]


class TestExtensions(ScratchTest):
    """Modules that lack libraries; their imports are made up: they fail for want of what is not in the system."""

    def setUp(self) -> None:
        super().setUp()
        self.lib = os.path.join(self.root, "system/usr/lib")
        os.makedirs(self.lib)
        self.settings_ = self.make_environment()
        self.runs: List[List[str]] = []
        self.broken: Dict[str, str] = {}
        run = mock.patch.object(extensions, "ImportRun", self.run_imports)
        run.start()
        self.addCleanup(run.stop)

    def run_imports(self, settings, modules):
        self.runs.append(list(modules))
        failures = []
        for module in modules:
            path = os.path.join(self.site, *module.split(".")) + SUFFIX
            missing = sorted(self.libraries().closure(path))
            if module in self.broken:
                failures.append(Failure(module, "raised", "ImportError", self.broken[module], causes=[self.broken[module]]))
            elif missing:
                text = f"{missing[0]}: cannot open shared object file: No such file or directory"
                failures.append(Failure(module, "raised", "ImportError", text, causes=[text], path=path))
        return mock.Mock(result=lambda: ImportResult(failures=failures))

    def libraries(self) -> Libraries:
        return Libraries(elf_files(self.environment), self.system.libraries())

    def prove(self, packages: Dict[str, str], size: int = 1_000_000, **modules: List[str]):
        """Extension modules of the distribution `it` with the libraries that each needs; dots are written `__`."""
        manager = FakeManager(self.lib, packages, guesses={library: [package] for package, library in packages.items()})
        manager.size = size
        self.system = FakeSystem(manager, os.path.join(self.root, "system"))
        self.install("it", {f"{name.replace('__', '/')}{SUFFIX}": tiny_elf(needed=needed) for name, needed in modules.items()})
        with contextlib.redirect_stderr(io.StringIO()) as said:
            found = prove_extensions(self.settings_, self.libraries(), read_distributions(self.environment), self.system)
        return found, said.getvalue()

    def test_nothing_that_lacks_nothing_is_imported(self):
        (passed, warnings), _ = self.prove({}, it__a=[], it__b=[])
        self.assertEqual((passed, warnings, self.runs), ([], [], []))

    def test_what_is_small_comes_by_itself(self):
        (passed, warnings), said = self.prove(
            {"libxrender1": "libXrender.so.1", "libxext6": "libXext.so.6"}, it__draw=["libXrender.so.1", "libXext.so.6"], it__b=[]
        )
        self.assertEqual((passed, warnings), (["it.draw"], []))
        self.assertEqual(self.system.packages, ["libxext6", "libxrender1"])
        self.assertIn("added to the image: it 1.0 needs libXext.so.6, libXrender.so.1.\n", said)

    def test_what_is_large_is_the_user_s_choice(self):
        (passed, warnings), _ = self.prove({"libgl1": "libGL.so.1"}, 300_000_000, it__a=["libGL.so.1"], it__b=["libGL.so.1"])
        self.assertEqual((passed, self.system.packages), ([], []))
        self.assertEqual(warnings, [
            "it 1.0: it.a, it.b need libGL.so.1, which the image lacks. If the application uses them, add these: "
            'runtimePackages: ["libgl1"] (about 300 MB on disk).'
        ])  # fmt: skip

    def test_what_nothing_has_is_named(self):
        _, warnings = self.prove({}, it__a=["libnothing.so.1"])[0]
        self.assertEqual(warnings, [
            "it 1.0: it.a needs libnothing.so.1, which the image lacks. If the application uses it, add the system packages "
            'that have them: runtimePackages: ["<package>"].'
        ])  # fmt: skip

    def test_what_fails_for_another_reason_or_passes_all_the_same_is_no_warning(self):
        self.broken = {"it.a": "No module named 'sphinx'"}
        (passed, warnings), _ = self.prove({}, it__a=["libnothing.so.1"])
        self.assertEqual((passed, warnings, self.runs), (["it.a"], [], [["it.a"]]))

    def test_what_the_host_brings_is_not_looked_for(self):
        (_, warnings), _ = self.prove({}, it__a=["libcuda.so.1"])
        self.assertEqual((warnings, self.runs), ([], []))

    def test_libraries_are_no_modules(self):
        self.write("venv/lib/libother.so", tiny_elf(needed=["libnothing.so.1"]))
        self.install("nvidia", {"nvidia/cu13/lib/libcheckpoint.so": tiny_elf(needed=["libnothing.so.1"])})
        self.assertEqual((self.prove({})[0], self.runs), (([], []), []))

    def test_a_program_lacks_what_it_is_linked_with(self):
        for name, loader in (("server", os.path.realpath(sys.executable)), ("for-another-system", "/lib/ld-nowhere.so")):
            path = self.write(f"venv/bin/{name}", tiny_elf(needed=["libpython3.so.1"], interpreter=loader))
            os.chmod(path, 0o755)
        (_, warnings), _ = self.prove({})
        self.assertEqual([text.partition(", which")[0] for text in warnings], ["server: server needs libpython3.so.1"])
        (_, warnings), _ = self.prove({"libpython3": "libpython3.so.1"})
        self.assertEqual((warnings, self.system.packages, self.runs), ([], ["libpython3"], []))

    def test_packages_that_cannot_be_installed_stop_nothing(self):
        with mock.patch.object(FakeSystem, "provide", side_effect=Refusal("E: no network")):
            (_, warnings), said = self.prove({"libx1": "libx.so.1"}, it__a=["libx.so.1"])
        self.assertIn('runtimePackages: ["libx1"]', warnings[0])
        self.assertIn("E: no network", said)
