import gzip
import os
from unittest import mock

from verify.libraries import debian_contents
from verify.libraries.debian import Debian
from verify.libraries.debian_contents import packages_with, search_contents
from verify.libraries.debian_files import owners_of
from verify.stage.report import Refusal
from fake_program import FakeProgramTest
from scratch import ScratchTest

CONTENTS = b"""\
usr/lib/debug/libzbar.so.0                               debug/zbar-dbg
usr/lib/x86_64-linux-gnu/libgobject-2.0.so.0             libs/libglib2.0-0t64
usr/lib/x86_64-linux-gnu/libgobject-2.0.so.0.8400.4      libs/libglib2.0-0t64
usr/lib/x86_64-linux-gnu/libzbar.so.0                    libs/libzbar0t64,contrib/libs/libzbar0-other
usr/lib/x86_64-linux-gnu/sub/libgobject-2.0.so.0         libs/hidden
"""


class TestDebian(FakeProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.program("apt-get", 'case "$1" in install) echo "After this operation, 348 MB of additional disk space will be used.";; esac')
        self.archive("libgomp1 libgomp1-amd64-cross libpq5 libpq-dev libssl3 libssl3t64", "libgomp1 libpq5 libssl3t64")
        self.debian = Debian(os.path.join(self.root, "builder"), os.path.join(self.root, "archives"))

    def archive(self, names: str, real: str) -> None:
        shown = "".join(f"[ $name = {name} ] && echo Package: {name}\n" for name in real.split())
        self.program("apt-cache", f'case "$1" in pkgnames) echo {names};; show) for name; do :\n{shown}done;; esac')

    def found(self, name: str):
        return [find(name) for find in self.debian.finders[:2]]

    def test_asks_the_builder_first(self):
        self.write("builder/usr/lib/x86_64-linux-gnu/libpq.so.5.17")
        self.link("builder/usr/lib/x86_64-linux-gnu/libpq.so.5", "libpq.so.5.17")
        self.write("builder/var/lib/dpkg/info/libpq5:amd64.list", "/.\n/usr/lib/x86_64-linux-gnu/libpq.so.5.17\n")
        self.assertEqual(self.found("libpq.so.5"), [["libpq5"], ["libpq5"]])

    def test_goes_by_the_naming_of_packages(self):
        self.assertEqual(self.found("libgomp.so.1"), [[], ["libgomp1"]])
        self.assertEqual(self.found("pq"), [[], ["libpq5"]])

    def test_takes_no_name_that_only_stands_for_others(self):
        self.assertEqual(self.found("libssl.so.3"), [[], ["libssl3t64"]])

    def test_reads_the_archive_s_index_once(self):
        self.found("libgomp.so.1")
        self.found("libpq.so.5")
        self.assertEqual([call for call in self.calls() if call.startswith("apt-get")], ["apt-get update -q"])

    def test_installs_without_recommendations_and_tells_the_growth(self):
        self.debian.install(["libgomp1", "libpq5"])
        call = next(call for call in self.calls() if call.startswith("apt-get install -y -q --no-install-recommends"))
        self.assertTrue(call.endswith(" libgomp1 libpq5"), call)
        self.assertEqual(self.debian.growth, "348 MB")

    def test_keeps_what_it_installed(self):
        self.program("apt-get", 'case "$1" in install) touch "${6#*=}/libpq5_17-1_amd64.deb" "${6#*=}/lock";; esac')
        self.debian.install(["libpq5"])
        self.assertEqual(self.debian.kept(), ["./libpq5_17-1_amd64.deb"])

    def test_a_failure_shows_what_apt_said(self):
        self.program("apt-get", "echo 'E: Unable to fetch some archives'; exit 100")
        with self.assertRaises(Refusal) as caught:
            self.debian.install(["libgomp1"])
        self.assertEqual(
            str(caught.exception),
            "`apt-get update -q` failed in the final image (exit code 100).\nE: Unable to fetch some archives",
        )


class TestDebianContents(FakeProgramTest):
    def test_finds_packages_by_the_names_of_files(self):
        lines = CONTENTS.splitlines(keepends=True)
        self.assertEqual(search_contents(lines, ["libgobject-2.0.so.0"]), {"libglib2.0-0t64"})
        self.assertEqual(search_contents(lines, ["libzbar.so.[0-9]*"]), {"libzbar0t64", "libzbar0-other"})
        self.assertEqual(search_contents(lines, ["libnone.so.1"]), set())

    def test_fetches_the_index_of_each_archive(self):
        index = self.write("index.gz", gzip.compress(CONTENTS))
        target = "main amd64 main/binary-amd64/Packages http://archive.example/dists/x/main/binary-amd64/Packages"
        self.program("apt-get", f"echo '{target}'")
        helper = f'[ "$2" = http://archive.example/dists/x/main/Contents-amd64.gz ] && cp {index} "$3"'
        self.program("apt-helper", helper)
        with mock.patch.object(debian_contents, "_APT_HELPER", f"{self.root}/bin/apt-helper"):
            self.assertEqual(packages_with(["libzbar.so.0"]), {"libzbar0t64", "libzbar0-other"})

    def test_no_index_finds_nothing(self):
        self.program("apt-get", "echo 'main all main/binary-all/Packages http://archive.example/main/binary-all/Packages'")
        self.assertEqual(packages_with(["libzbar.so.0"]), set())


class TestDebianFiles(ScratchTest):
    def test_knows_both_names_of_lib(self):
        self.write("var/lib/dpkg/info/old.list", "/.\n/lib/x86_64-linux-gnu/libz.so.1\n")
        self.write("var/lib/dpkg/info/libq5:amd64.list", "/.\n/usr/lib/libq.so.5\n/opt/x.so\n")
        self.assertEqual(owners_of(self.root, ["/usr/lib/x86_64-linux-gnu/libz.so.1"]), {"old"})
        self.assertEqual(owners_of(self.root, ["/lib/libq.so.5"]), {"libq5"})
        self.assertEqual(owners_of(self.root, ["/opt/x.so"]), {"libq5"})
        self.assertEqual(owners_of(self.root, ["/usr/lib/libq.so"]), set())
        self.assertEqual(owners_of(self.root, []), set())
