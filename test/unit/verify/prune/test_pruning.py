import contextlib
import io
import os
import shutil
from typing import Dict, Iterable
from unittest import mock

from verify.prune.pruning import finish_pruning, prune
from scratch import VERSION, ScratchTest

PLOTLY = {
    "plotly/__init__.py": "", "plotly/package_data/plotly.min.js": "js", "plotly/package_data/widgetbundle.js": "widget",
    "plotly/labextension/package.json": "{}", "plotly/nbextension/__init__.py": "", "plotly/package_data/datasets/iris.csv.gz": "",
    "../../../share/jupyter/labextensions/jupyterlab-plotly/x.js": "x", "../../../etc/jupyter/x.json": "{}",
}  # fmt: skip


class TestPrune(ScratchTest):
    def pruned(self, level: str, wanted: Iterable[str] = (), keep: Iterable[str] = ()) -> Dict[str, str]:
        """Rule by path, relative to site-packages, of what was removed."""
        settings = self.settings(prune=level, keep=list(keep))
        with contextlib.redirect_stderr(io.StringIO()) as said:
            removed = prune(settings, set(wanted)).rules
        self.said = said.getvalue()
        for path in removed:
            self.assertFalse(os.path.exists(path))
        return {os.path.relpath(path, self.site): rule for path, rule in removed.items()}

    def test_equal_files_are_stored_once_but_in_what_is_not_pruned(self):
        self.install("arrow", {"arrow.so": "library", "arrow.so.1": "library"})
        one, other = (os.path.join(self.site, name) for name in ("arrow.so", "arrow.so.1"))
        self.pruned("none")
        self.assertFalse(os.path.samefile(one, other))
        self.pruned("safe")
        self.assertTrue(os.path.samefile(one, other))
        self.assertIn("removed: duplicates 7", self.said)

    def test_installers_go_at_every_level(self):
        pip = {"pip/__init__.py": "x", "../../../bin/pip3.13": "#!", "other.pth": "import x"}
        self.install("pip", pip)
        self.install("setuptools", {"setuptools/__init__.py": "x", "pkg_resources/__init__.py": "x", "distutils-precedence.pth": "x"})
        self.install("wheel", {"wheel/__init__.py": "x"})
        removed = self.pruned("none", wanted=["wheel"])
        self.assertEqual(set(removed.values()), {"installers"})
        self.assertLessEqual({*pip, "pip-1.0.dist-info/RECORD", "pkg_resources/__init__.py", "distutils-precedence.pth"}, set(removed))
        self.assertEqual(sorted(os.listdir(self.site)), ["wheel", "wheel-1.0.dist-info"])

    def test_bytecode_with_times_goes_at_every_level_and_bytecode_without_sources_stays(self):
        self.install("it", {"it/__init__.py": "", "it/__pycache__/__init__.cpython-313.pyc": "x", "it/secret.pyc": "x"})
        self.assertEqual(self.pruned("none"), {"it/__pycache__/__init__.cpython-313.pyc": "old-bytecode"})

    def test_what_tells_of_the_builder_goes(self):
        self.write("venv/.lock", "x")
        self.install("it", {"it.py": "", "it-1.0.dist-info/direct_url.json": '{"url": "file:///run/x"}'})
        self.install("vcs", {"vcs.py": "", "vcs-1.0.dist-info/direct_url.json": '{"url": "https://example.com/x"}'})
        self.assertEqual(set(self.pruned("none")), {"it-1.0.dist-info/direct_url.json", "../../../.lock"})

    def test_stubs_go_where_the_module_is(self):
        gone = {"it/a.pyi": "x", "it/fast.pyi": "x", "it/sub/__init__.pyi": "x", "other-stubs/x.pyi": "x"}
        stay = {"it/a.py": "", "it/fast.abi3.so": "", "it/sub/__init__.py": "", "it/py.typed": "", "it/typeshed/os.pyi": "x",
                "lazy/__init__.py": "attach_stub(__name__, __file__)", "lazy/__init__.pyi": "x"}  # fmt: skip
        self.install("it", {**gone, **stay})
        self.assertEqual(self.pruned("safe"), dict.fromkeys(gone, "stubs"))
        self.assertEqual(self.pruned("none"), {})

    def test_headers_go_unless_a_source_that_stays_names_them(self):
        gone = {"numpy/_core/include/numpy/arrayobject.h": "x", "numpy/_core/lib/libnpymath.a": "x", "numpy/f2py/src/quoted.h": "x"}
        self.install("numpy", {**gone, "numpy/_core/include/numpy/random/bitgen.h": "x", "numpy/f2py/src/fortranobject.c": "x",
            "numpy/parse.py": "open(os.path.join(inc_dir, 'random', 'bitgen.h'))", "numpy/broken.py": "x = 'arrayobject.h' +",
            "numpy/f2py.py": 'copied = f"{here}/fortranobject.c"\ntext = """#include "quoted.h"\n"""\n'})  # fmt: skip
        with mock.patch("shutil.which", lambda name: None):
            self.assertEqual(self.pruned("safe"), dict.fromkeys(gone, "headers"))

    def test_sources_go_where_what_was_compiled_from_them_is(self):
        gone = {"it/a.c": "x", "it/a.pyx": "x", "it/b.cpp": "x"}
        self.install("it", {**gone, "it/a.cpython-313-x86_64-linux-gnu.so": "", "it/b.so": "", "it/kernel.cpp": "x", "it/_cffi.h": "x"})
        self.assertEqual(self.pruned("safe"), dict.fromkeys(gone, "compiled-sources"))

    def test_headers_go_where_nothing_compiles(self):
        gone = {"numpy/_core/include/numpy/x.h": "headers", "numpy/random/lib/libnpyrandom.a": "headers"}
        self.install("numpy", {**dict.fromkeys(gone, "x"), "numpy/__init__.py": "", "cupy/_core/include/x.h": "x"})
        with mock.patch("shutil.which", lambda name: "/usr/bin/gcc" if name == "gcc" else None):
            self.assertEqual(self.pruned("safe"), {})
        with mock.patch("shutil.which", lambda name: None):
            self.install("Cython", {"cython.py": ""})
            self.assertEqual(self.pruned("safe"), {})
            shutil.rmtree(os.path.join(self.site, "Cython-1.0.dist-info"))
            self.assertEqual(self.pruned("safe"), gone)

    def test_catalog_sources_go_where_the_catalog_is(self):
        self.install("it", {"it/locale/de/LC_MESSAGES/x.po": "x", "it/locale/de/LC_MESSAGES/x.mo": "x", "it/y.po": "x"})
        self.assertEqual(self.pruned("safe"), {"it/locale/de/LC_MESSAGES/x.po": "catalog-sources"})

    def test_known_suites_go_although_they_are_named(self):
        self.install("pandas", {"pandas/__init__.py": "'pandas.tests'", "pandas/tests/test_x.py": "x"})
        self.install("django", {"django/__init__.py": "", "django/test/__init__.py": "x", "django/test/test_x.py": "x"})
        self.assertEqual(self.pruned("safe"), {"pandas/tests/test_x.py": "test-suites"})

    def test_notebook_assets_go_where_nothing_can_load_them(self):
        self.install("plotly", PLOTLY)
        gone = set(PLOTLY) - {"plotly/__init__.py", "plotly/package_data/plotly.min.js", "plotly/nbextension/__init__.py"}
        self.assertEqual(set(self.pruned("safe")), gone - {"plotly/package_data/datasets/iris.csv.gz"})

    def test_notebook_assets_stay_where_something_can(self):
        self.install("plotly", PLOTLY)
        self.install("jupyter_core", {"jupyter_core.py": ""})
        self.install("anywidget", {"anywidget.py": ""})
        self.assertEqual(self.pruned("safe"), {})
        removed = self.pruned("max")
        self.assertEqual(removed["plotly/labextension/package.json"], "notebook")
        self.assertEqual(removed["plotly/package_data/widgetbundle.js"], "notebook")
        self.assertNotIn("../../../etc/jupyter/x.json", removed)

    def test_max_takes_sample_data_translations_maps_and_modules_with_a_twin(self):
        gone = {
            "plotly/package_data/datasets/x.csv.gz": "sample-data",
            "django/conf/locale/de/LC_MESSAGES/django.mo": "translations",
            "babel/locale-data/de.dat": "translations",
            "fontTools/misc/fast.cpython-313.so": "optional-modules",
            "app/static/x.js.map": "source-maps",
            "PIL/_imagingtk.cpython-313.so": "desktop",
            "sympy/physics/examples/x.py": "documentation",
        }
        stay = ["django/conf/locale/en/LC_MESSAGES/django.mo", "django/conf/locale/en_GB/LC_MESSAGES/django.mo",
                "babel/locale-data/root.dat", "babel/locale-data/en_GB.dat", "fontTools/misc/fast.py", "fontTools/misc/only.so",
                "app/static/x.js", "app/static/alone.map"]  # fmt: skip
        self.install("it", {**dict.fromkeys(gone, "x"), **dict.fromkeys(stay, "")})
        self.assertEqual(self.pruned("safe"), {})
        self.assertEqual(self.pruned("max"), gone)

    def test_keep_is_stronger(self):
        self.install("plotly", PLOTLY)
        keep = [f"lib/python{VERSION[0]}*/site-packages/plotly/package_data/**", "etc"]
        removed = set(self.pruned("max", keep=keep))
        self.assertFalse(any(path.startswith(("plotly/package_data", "../../../etc")) for path in removed))
        self.assertIn("plotly/labextension/package.json", removed)

    def test_says_what_each_rule_saved(self):
        self.install("it", {"it/a.py": "", "it/a.pyi": "12345", "it/b.py": "", "it/b.pyi": "1", "it/a.c": "123", "it/a.so": ""})
        self.pruned("safe")
        self.assertEqual(self.said, "python-image: removed: stubs 6\npython-image: removed: compiled-sources 3\n")

    def test_empty_folders_go_too(self):
        self.install("it", {"it/__init__.py": "", "it/tests/deep/test_x.py": ""})
        self.pruned("safe")
        self.assertEqual(os.listdir(os.path.join(self.site, "it")), ["__init__.py"])

    def test_a_single_stage_is_not_pruned(self):
        self.install("pip", {"pip/__init__.py": ""})
        settings = self.settings(prune="max", strategy="single-stage")
        self.assertEqual(prune(settings, set()).rules, {})
        self.assertTrue(os.path.exists(os.path.join(self.site, "pip/__init__.py")))

    def test_record_lists_what_is_left(self):
        self.install("it", {"it/__init__.py": "", "it/a.pyi": "", "it/a.py": ""})
        self.pruned("safe")
        with contextlib.redirect_stderr(io.StringIO()):
            finish_pruning(self.settings(prune="safe"))
        with open(os.path.join(self.site, "it-1.0.dist-info/RECORD"), encoding="utf-8") as file:
            names = [line.partition(",")[0] for line in file]
        self.assertEqual(names, ["it-1.0.dist-info/METADATA", "it-1.0.dist-info/RECORD", "it/__init__.py", "it/a.py"])
