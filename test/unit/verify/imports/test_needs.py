import os

from verify.imports.needs import libraries_needed, looked_for
from verify.imports.failure import Failure
from verify.libraries.resolution import Libraries
from verify.libraries.system import SystemLibraries
from verify.stage.files import elf_files
from scratch import ScratchTest
from tiny_elf import tiny_elf

GONE = "{}: cannot open shared object file: No such file or directory"


class TestNeeds(ScratchTest):
    def setUp(self):
        super().setUp()
        os.makedirs(self.environment)

    def needed(self, *causes, **details):
        libraries = Libraries(elf_files(self.environment), SystemLibraries(self.root))
        return libraries_needed(Failure("it", "raised", "ImportError", causes[0], list(causes), **details), libraries)

    def test_reads_the_messages_of_loaders_and_cffi(self):
        self.assertEqual(self.needed(GONE.format("libgomp.so.1")), {"libgomp.so.1"})
        musl = "Error loading shared library libgomp.so.1: No such file or directory (needed by /opt/venv/x.so)"
        self.assertEqual(self.needed(musl), {"libgomp.so.1"})
        cffi = "cannot load library 'libgobject-2.0-0': " + GONE.format("libgobject-2.0-0") + ".  Additionally, ..."
        self.assertEqual(self.needed(cffi), {"libgobject-2.0-0"})
        self.assertEqual(self.needed("please install it", GONE.format("libpq.so.5")), {"libpq.so.5"})

    def test_takes_all_that_is_missing_to_the_file_that_failed(self):
        failed = self.write("venv/cv2/cv2.abi3.so", tiny_elf(needed=["libxcb.so.1", "libGL.so.1"]))
        self.write("venv/cv2/other.so", tiny_elf(needed=["libxcb.so.1", "libSM.so.6"]))
        self.assertEqual(self.needed(GONE.format("libxcb.so.1"), path=failed), {"libxcb.so.1", "libGL.so.1"})
        by_ctypes = self.needed(GONE.format("libxcb.so.1"), opened=["libc.so.6", failed])
        self.assertEqual(by_ctypes, {"libxcb.so.1", "libGL.so.1"})

    def test_looks_for_the_file_where_the_failure_does_not_name_it(self):
        self.write("venv/a.so", tiny_elf(needed=["libxcb.so.1", "libGL.so.1"]))
        self.write("venv/b.so", tiny_elf(needed=["libSM.so.6"]))
        self.assertEqual(self.needed(GONE.format("libxcb.so.1")), {"libxcb.so.1", "libGL.so.1"})

    def test_other_failures_need_no_library(self):
        self.write("venv/a.so", tiny_elf(needed=["libxcb.so.1"]))
        self.assertEqual(self.needed("No module named 'x'", path=os.path.join(self.environment, "a.so")), set())

    def test_gives_what_was_looked_for_by_name(self):
        failure = Failure("magic", "raised", "ImportError", "failed to find libmagic", ["..."], opened=["/x/y.so", "magic1", "magic"])
        self.assertEqual(looked_for(failure), ["magic", "magic1"])
        self.assertEqual(looked_for(Failure("x", "raised", "ModuleNotFoundError", opened=["magic"])), [])
