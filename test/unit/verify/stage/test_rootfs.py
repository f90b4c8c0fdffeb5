from verify.stage.rootfs import resolve, under
from scratch import ScratchTest


class TestRootfs(ScratchTest):
    def test_follows_links_as_inside_the_root(self):
        self.write("usr/bin/python3.13")
        self.link("usr/bin/python3", "python3.13")
        self.link("bin", "usr/bin")
        self.link("opt/venv/bin/python", "/bin/python3")
        self.link("up", "../../../usr")
        self.assertEqual(resolve(self.root, "/opt/venv/bin/python"), "/usr/bin/python3.13")
        self.assertEqual(resolve(self.root, "/up/bin/python3"), "/usr/bin/python3.13")
        self.assertEqual(resolve(self.root, "/opt/../bin/./python3"), "/usr/bin/python3.13")

    def test_gives_the_path_of_what_does_not_exist(self):
        self.link("python", "/usr/local/bin/python3.13")
        self.assertEqual(resolve(self.root, "/python"), "/usr/local/bin/python3.13")
        self.assertEqual(under(self.root, "/usr/x"), f"{self.root}/usr/x")

    def test_gives_up_on_a_circle(self):
        self.link("a", "b")
        self.link("b", "a")
        with self.assertRaisesRegex(OSError, "/a: too many levels"):
            resolve(self.root, "/a")
