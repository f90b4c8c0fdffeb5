import os
from unittest import mock

from verify.stage.process import image_variables
from scratch import ScratchTest


class TestImageVariables(ScratchTest):
    def variables(self, given: dict, **here: str) -> dict:
        with mock.patch.dict(os.environ, here):
            return image_variables(self.settings(variables=given))

    def test_has_those_of_the_base_and_not_those_of_the_step(self):
        mounted = "/run/python-image/ca.pem"
        found = self.variables({"HOME": "/tmp"}, LANG="C.UTF-8", HOME="/root", UV_INDEX="x", SSL_CERT_FILE=mounted, PATH="/bin")
        self.assertEqual((found["LANG"], found["HOME"], found["PATH"]), ("C.UTF-8", "/tmp", f"{self.environment}/bin:/bin"))
        self.assertEqual({"UV_INDEX", "SSL_CERT_FILE"} & found.keys(), set())

    def test_has_those_that_the_user_gave_the_image(self):
        found = self.variables({"HOME": "/home/app", "UV_MINE": "1"}, HOME="/root", UV_MINE="2")
        self.assertEqual((found["HOME"], found["UV_MINE"]), ("/home/app", "1"))
