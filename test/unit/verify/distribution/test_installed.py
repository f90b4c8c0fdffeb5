import os

from verify.distribution.installed import normalized, owners, read_distributions, required
from verify.distribution.modules import import_names, modules_of
from scratch import ScratchTest
from tiny_elf import tiny_elf


class TestDistributions(ScratchTest):
    def test_reads_what_is_installed(self):
        self.install("Beta_Pkg", {"beta.py": ""}, version="2.0", requires=["alpha-pkg>=1; python_version>'3'", "x; extra == 'y'"])
        self.install("alpha.pkg", {"alpha/__init__.py": ""}, requested=True)
        alpha, beta = read_distributions(self.environment)
        self.assertEqual((alpha.name, alpha.key, alpha.version, alpha.requested), ("alpha.pkg", "alpha-pkg", "1.0", True))
        self.assertEqual((beta.name, beta.version, beta.requires, beta.requested), ("Beta_Pkg", "2.0", ["alpha-pkg"], False))
        self.assertEqual(required([alpha, beta]), {"alpha-pkg"})
        self.assertIs(owners([alpha, beta])[os.path.join(self.site, "beta.py")], beta)
        self.assertEqual(normalized("Ruamel_.Yaml"), "ruamel-yaml")

    def test_a_directory_without_metadata_is_no_distribution(self):
        self.write(os.path.join(self.site, "rest-1.0.dist-info/RECORD"), "x.py,,\n")
        self.assertEqual(read_distributions(self.environment), [])


class TestModules(ScratchTest):
    def modules(self, *files):
        self.install("it", {file: tiny_elf() if file.endswith(".so") else "" for file in files})
        return modules_of(read_distributions(self.environment)[0])

    def test_top_level_modules_and_packages(self):
        files = "pkg/__init__.py", "pkg/sub/__init__.py", "one.py", "fast.cpython-313-x86_64-linux-gnu.so", "pkg.libs/libx.so.1"
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
        self.assertEqual(self.imported(), ["a", "b"])
