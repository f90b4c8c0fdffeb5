from importlib.machinery import EXTENSION_SUFFIXES

from verify.distribution.installed import read_distributions
from verify.distribution.modules import import_names, modules_of
from scratch import ScratchTest
from tiny_elf import tiny_elf


class TestModules(ScratchTest):
    def modules(self, *files):
        self.install("it", {file: tiny_elf(symbols=["PyInit_plain"]) if file.endswith(".so") else "" for file in files})
        return modules_of(read_distributions(self.environment)[0])

    def test_top_level_modules_and_packages(self):
        files = "pkg/__init__.py", "pkg/sub/__init__.py", "one.py", f"fast{EXTENSION_SUFFIXES[0]}", "pkg.libs/libx.so.1"
        self.assertEqual(self.modules(*files), ["fast", "one", "pkg"])

    def test_leaves_out_private_ones_tests_and_what_is_no_module(self):
        files = "pkg/__init__.py", "_pkg.abi3.so", "tests/__init__.py", "docs/conf.py", "types-stubs/x.py", "data/x.json", "a.pth"
        self.assertEqual(self.modules(*files), ["pkg"])

    def test_takes_private_ones_where_there_are_no_others(self):
        self.assertEqual(self.modules("_argon2.abi3.so", "tests/test_x.py"), ["_argon2"])

    def test_descends_into_namespaces_where_there_is_nothing_else(self):
        files = "google/cloud/storage/__init__.py", "google/cloud/storage/blob.py", "google/cloud/_x/__init__.py", "google/y.py"
        self.assertEqual(self.modules(*files), ["google.cloud.storage", "google.y"])

    def test_a_namespace_beside_a_package_adds_nothing(self):
        self.assertEqual(self.modules("matplotlib/__init__.py", "mpl_toolkits/mplot3d/__init__.py"), ["matplotlib"])

    def test_scripts_and_data_outside_of_site_packages_are_no_modules(self):
        self.assertEqual(self.modules("../../../bin/tool.py", "x.py"), ["x"])

    def test_a_compiled_file_without_a_tag_is_one_if_it_can_be_started(self):
        self.assertEqual(self.modules("plain.so", "libother.so", "space/sub/plain.so", "space/sub/lib/libcheckpoint.so"), ["plain"])
        self.assertEqual(self.modules("space/sub/plain.so", "space/sub/lib/libcheckpoint.so"), ["space.sub.plain"])
        self.assertEqual(self.modules("nvidia/cu13/lib/libcheckpoint.so", "nvidia/cu13/include/x.h"), [])

    def test_one_for_another_interpreter_is_one_only_where_there_is_none_for_this(self):
        self.assertEqual(self.modules("it.cpython-39-x86_64-linux-gnu.so", "it2.cpython-38-darwin.so"), ["it", "it2"])
        self.assertEqual(self.modules("it.cpython-38-x86_64-linux-gnu.so", "other.py"), ["other"])

    def imported(self, *requested: str):
        return list(import_names(read_distributions(self.environment), list(requested)))

    def test_imports_requested_ones_those_first_that_nothing_requires(self):
        self.install("Low_One", {"low.py": ""})
        self.install("top", {"top.py": ""}, requires=["low-one", "dragged-in"])
        self.install("dragged-in", {"dragged.py": ""})
        self.assertEqual(self.imported("low-one", "top", "not-installed-here"), ["top", "low"])

    def test_imports_what_nothing_requires_where_nothing_is_known_to_be_requested(self):
        self.install("low", {"low.py": ""})
        self.install("top", {"top.py": ""}, requires=["low"])
        self.assertEqual(self.imported(), ["top"])

    def test_imports_all_where_they_require_each_other(self):
        self.install("a", {"a.py": ""}, requires=["b"])
        self.install("b", {"b.py": ""}, requires=["a"])
        self.assertEqual(sorted(self.imported()), ["a", "b"])

    def test_imports_what_only_an_extra_requires_after_what_has_the_extra(self):
        self.install("psycopg", {"psycopg.py": ""}, requires=['psycopg-binary==1; extra == "binary"'])
        self.install("psycopg_binary", {"psycopg_binary.py": ""})
        self.install("app", {"app.py": ""}, requires=["psycopg[binary]"])
        self.assertEqual(self.imported("psycopg", "psycopg-binary"), ["app", "psycopg", "psycopg_binary"])
        self.assertEqual(self.imported(), ["app"])

    def test_leaves_out_tests_beside_what_a_distribution_is_there_for(self):
        self.install("ibm_db", {name: "" for name in ("ibm_db.py", "ibmdb_tests.py", "ibm_db_tests/__init__.py", "tests.py")})
        self.install("own_tests", {"own_tests.py": ""})
        self.install("testcontainers", {"testcontainers/__init__.py": "", "contest.py": ""})
        self.assertEqual(sorted(self.imported()), ["contest", "ibm_db", "own_tests", "testcontainers"])
