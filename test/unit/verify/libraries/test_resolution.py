import os

from verify.elf.header import read_elf
from verify.libraries.resolution import Libraries
from verify.libraries.system import SystemLibraries
from verify.stage.files import elf_files, make_readable
from scratch import ScratchTest
from tiny_elf import tiny_elf


class TestLibraries(ScratchTest):
    def system(self) -> SystemLibraries:
        return SystemLibraries(os.path.join(self.root, "system"))

    def libraries(self) -> Libraries:
        return Libraries(elf_files(self.environment), self.system())

    def add(self, path: str, **content) -> str:
        return self.write(path, tiny_elf(**content))

    def test_finds_the_system_s_and_the_bundled_libraries(self):
        self.add("system/usr/lib/x86_64-linux-gnu/libc.so.6")
        self.add("venv/pkg.libs/libbundled-1a.so.2", needed=["libc.so.6"])
        self.add("venv/pkg/_a.so", needed=["libbundled-1a.so.2", "libc.so.6"], runpath="$ORIGIN/../pkg.libs")
        self.add("venv/pkg/_b.so", needed=["libbundled-1a.so.2"], rpath="${ORIGIN}/../pkg.libs")
        self.assertEqual(self.libraries().unresolved(), {})

    def test_names_what_is_nowhere_and_who_needs_it(self):
        first = self.add("venv/pkg/_a.so", needed=["libgomp.so.1"])
        second = self.add("venv/pkg/_b.so", needed=["libgomp.so.1", "libm.so.6"])
        self.assertEqual(self.libraries().unresolved(), {"libgomp.so.1": [first, second], "libm.so.6": [second]})

    def test_takes_no_library_of_another_machine(self):
        self.add("system/usr/lib/libgomp.so.1", machine=183)
        path = self.add("venv/pkg/_a.so", needed=["libgomp.so.1"])
        self.assertEqual(self.libraries().unresolved(), {"libgomp.so.1": [path]})

    def test_the_closure_has_all_that_loading_a_file_lacks(self):
        self.add("venv/cv2.libs/libQt.so.5", needed=["libGL.so.1"], runpath="$ORIGIN")
        self.add("venv/cv2.libs/libplugin.so", needed=["libSM.so.6"])
        path = self.add("venv/cv2/cv2.abi3.so", needed=["libQt.so.5", "libxcb.so.1"], runpath="$ORIGIN/../cv2.libs")
        self.assertEqual(self.libraries().closure(path), {"libGL.so.1", "libxcb.so.1"})

    def test_rpath_is_inherited_and_runpath_is_not(self):
        self.add("venv/lib/libinner.so.1")
        self.add("venv/lib/libouter.so.1", needed=["libinner.so.1"])
        by_rpath = self.add("venv/pkg/_a.so", needed=["libouter.so.1"], rpath="$ORIGIN/../lib")
        self.assertEqual(self.libraries().closure(by_rpath), set())

    def test_a_library_elsewhere_in_the_environment_may_be_loaded_by_then(self):
        self.add("venv/nvidia/lib/libcudart.so.12")
        self.add("venv/torch/_C.so", needed=["libcudart.so.12"])
        self.assertEqual(self.libraries().unresolved(), {})

    def test_a_changed_system_is_looked_at_anew(self):
        path = self.add("venv/pkg/_a.so", needed=["libgomp.so.1"])
        before = self.libraries()
        self.add("system/usr/lib/libgomp.so.1")
        self.assertEqual(before.anew(self.system()).closure(path), set())

    def test_library_path_comes_first(self):
        self.add("system/opt/lib/libx.so.1")
        like = read_elf(self.add("python"))
        self.assertIsNone(self.system().find("libx.so.1", like))
        found = SystemLibraries(os.path.join(self.root, "system"), library_path="/opt/lib").find("libx.so.1", like)
        self.assertEqual(found, "/opt/lib/libx.so.1")

    def test_musl_looks_in_its_own_directories_and_is_some_libraries_itself(self):
        self.add("system/usr/local/lib/libx.so.1")
        like = read_elf(self.add("python"))
        root = os.path.join(self.root, "system")
        self.assertEqual(SystemLibraries(root, "musl").find("libx.so.1", like), "/usr/local/lib/libx.so.1")
        self.assertIsNone(SystemLibraries(root, "musl").find("libc.so", like))
        self.add("system/lib/ld-musl-x86_64.so.1")
        for name in ("libc.so", "libm.so.6", "libpthread.so.0"):
            self.assertEqual(SystemLibraries(root, "musl").find(name, like), "/lib/ld-musl-x86_64.so.1")
        self.assertIsNone(SystemLibraries(root, "musl").find("libcrypto.so.3", like))
        self.assertIsNone(SystemLibraries(root).find("libc.so", like))
        self.write("system/etc/ld-musl-x86_64.path", "/lib\n/opt/here\n")
        self.assertIsNone(SystemLibraries(root, "musl").find("libx.so.1", like))

    def test_programs_count_and_scripts_do_not(self):
        program = self.add("venv/bin/tool")
        os.chmod(program, 0o755)
        self.write("venv/bin/script", "#!/bin/sh\n")
        os.chmod(os.path.join(self.environment, "bin/script"), 0o755)
        self.write("venv/pkg/data.so.txt", "text")
        bundled = self.add("venv/pkg/ffmpeg-v7.0.2")
        os.chmod(bundled, 0o755)
        self.assertEqual([elf.path for elf in elf_files(self.environment)], [program, bundled])


class TestReadable(ScratchTest):
    def test_everyone_may_read_and_run_what_the_owner_may(self):
        secret, program = self.write("venv/pkg/data.txt"), self.write("venv/bin/tool")
        os.chmod(secret, 0o600)
        os.chmod(program, 0o700)
        os.chmod(os.path.dirname(secret), 0o700)
        self.link("venv/pkg/dangling", "nowhere")
        make_readable(self.environment)
        modes = [oct(os.stat(path).st_mode & 0o777) for path in (secret, program, os.path.dirname(secret))]
        self.assertEqual(modes, ["0o644", "0o755", "0o755"])
