import unittest

from verify.libraries.name import file_patterns, package_pattern, preference

PACKAGES = {
    "libgomp.so.1": ["libgomp1"],
    "libpq.so.5": ["libpq5"],
    "libX11.so.6": ["libx11-6"],
    "libGL.so.1": ["libgl1"],
    "libstdc++.so.6": ["libstdc++6"],
    "libbz2.so.1.0": ["libbz2-1.0"],
    "libmagic.so.1": ["libmagic1", "libmagic1t64"],
    "libglib-2.0.so.0": ["libglib2.0-0", "libglib2.0-0t64"],
    "libgdk_pixbuf-2.0.so.0": ["libgdk-pixbuf-2.0-0"],
    "libharfbuzz.so.0": ["libharfbuzz0b"],
    "libpango-1.0.so.0": ["libpango-1.0-0"],
    "libtk8.6.so": ["libtk8.6"],
    "libdb-5.3.so": ["libdb5.3", "libdb5.3t64"],
}


class TestLibraryName(unittest.TestCase):
    def test_knows_how_debian_names_the_package_of_a_soname(self):
        for soname, packages in PACKAGES.items():
            for package in packages:
                with self.subTest(soname=soname, package=package):
                    self.assertTrue(package_pattern(soname).fullmatch(package))

    def test_does_not_take_other_packages(self):
        for soname, package in [
            ("libgomp.so.1", "libgomp1-amd64-cross"),
            ("libgomp.so.1", "libgomp11"),
            ("libpq.so.5", "libpq-dev"),
            ("libxcb.so.1", "libxcb-shm0"),
            ("libX11.so.6", "libx116"),
            ("libx.y.so.1", "libxzy1"),
        ]:
            with self.subTest(soname=soname, package=package):
                self.assertFalse(package_pattern(soname).fullmatch(package))

    def test_a_name_without_version_may_be_a_developer_s(self):
        self.assertTrue(package_pattern("libfoo.so").fullmatch("libfoo-dev"))

    def test_understands_names_that_are_opened(self):
        self.assertEqual(file_patterns("libgomp.so.1"), ["libgomp.so.1"])
        self.assertEqual(file_patterns("/usr/lib/libgomp.so.1"), ["libgomp.so.1"])
        self.assertEqual(file_patterns("magic"), ["libmagic.so.[0-9]*"])
        self.assertEqual(
            file_patterns("libgobject-2.0-0"), ["libgobject-2.0.so.0", "libgobject-2.0-0.so.[0-9]*"]
        )
        self.assertTrue(package_pattern("libmagic.so.[0-9]*").fullmatch("libmagic1t64"))
        self.assertTrue(package_pattern("libzbar.so.[0-9]*").fullmatch("libzbar0t64"))
        self.assertFalse(package_pattern("libmagic.so.[0-9]*").fullmatch("libmagic-dev"))

    def test_prefers_packages_without_development_files(self):
        self.assertEqual(sorted(["libpq-dev", "libpq5", "libpq5-extra"], key=preference), ["libpq5", "libpq5-extra", "libpq-dev"])
