import dataclasses
import os
import sys

from verify.application.order import Order
from verify.application.record import Record
from verify.application.rehearse import rehearse, used
from scratch import ScratchTest


class TestRehearse(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        self.make_environment()
        self.work = os.path.join(self.root, "app")
        os.makedirs(self.work)

    def order(self, *commands, writable=()) -> Order:
        settings = dataclasses.replace(self.settings(workdir=self.work), out=os.path.join(self.root, "out"))
        return Order(settings, [], [list(command) for command in commands], list(writable))

    def test_the_user_can_write_where_it_will_be_able_to(self):
        self.write("app/app.db", "old")
        code = "import os; open('data/new', 'w'); assert os.stat('app.db').st_uid == os.getuid()"
        rehearse(self.order(["python", "-c", code], writable=[self.work, os.path.join(self.work, "data")]), "/")
        self.assertTrue(os.path.exists(os.path.join(self.work, "data/new")))

    def test_files_of_the_system_count_and_those_of_the_application_do_not(self):
        inside = self.write("app/module.py")
        system = "/usr/bin/env"
        record = Record(loaded={inside, "/usr/gone.py"}, opened={system, "/usr"}, mapped={os.path.realpath(sys.executable)})
        found = used(self.order(), record)
        self.assertIn(system, found)
        self.assertTrue({inside, "/usr", "/usr/gone.py"}.isdisjoint(found), found)

    def test_nothing_is_brought_that_the_image_has(self):
        rehearse(self.order(["python", "-c", "import json"]), "/")
        files = [name for _, _, names in os.walk(os.path.join(self.root, "out")) for name in names]
        self.assertEqual(files, [])

    def test_what_the_image_lacks_is_brought(self):
        lacking = "/usr/bin/env"
        os.makedirs(os.path.join(self.root, "image"))
        rehearse(self.order(["python", "-c", f"open({lacking!r}, 'rb').read()"]), os.path.join(self.root, "image"))
        self.assertTrue(os.path.exists(self.root + "/out" + lacking))
