import encodings
import os
import sys

from verify.application.order import Order
from verify.application.record import Record
from verify.application.smoke import Trial
from verify.stage.report import Refusal
from scratch import ScratchTest


class TestTrial(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        self.make_environment()
        self.work = os.path.join(self.root, "app")
        os.makedirs(self.work)

    def order(self, *commands, imports=(), **changes) -> Order:
        settings = self.settings(workdir=self.work, **changes)
        return Order(settings, list(imports), [list(command) for command in commands], [])

    def run_all(self, *commands, timeout=60.0, **changes) -> Record:
        return Trial(self.order(*commands, **changes), timeout).run()

    def refusal(self, *commands, **changes) -> str:
        with self.assertRaises(Refusal) as caught:
            self.run_all(*commands, **changes)
        return str(caught.exception)

    def test_runs_in_the_working_directory_with_the_image_s_variables_and_no_proxy(self):
        os.environ["https_proxy"] = "http://proxy.example:3128"
        self.addCleanup(os.environ.pop, "https_proxy")
        code = "import os; assert os.environ['A'] == 'b' and os.environ['HOME'] == '/h'; assert 'https_proxy' not in os.environ; open('here')"
        self.write("app/here", "")
        self.run_all(["python", "-c", code], variables={"A": "b", "HOME": "/h"})

    def test_where_most_was_pruned_the_way_to_keep_it_is_told(self):
        fails = ["python", "-c", "raise SystemExit(1)"]
        self.assertIn("name what it reads in `keep`", self.refusal(fails, prune="max"))
        self.assertNotIn("keep", self.refusal(fails, prune="safe"))

    def test_tells_what_was_loaded_also_by_processes_that_start_others_or_are_killed(self):
        for name in ("one", "two", "three", "four"):
            self.write(f"app/{name}.py", "import sys\n")
        killed = "import sys, os, signal; sys.path.insert(0, '.'); import one; os.kill(os.getpid(), signal.SIGKILL)"
        replaced = "import sys, os; sys.path.insert(0, '.'); import two; os.execvp('python', ['python', '-c', 'import three'])"
        forked = f"import os, subprocess; pid = os.fork(); pid or __import__('four') and os._exit(0); os.waitpid(pid, 0); subprocess.call(['python', '-c', {killed!r}])"
        record = self.run_all(["python", "-c", replaced], ["python", "-c", forked], variables={"PYTHONPATH": self.work, "HOME": "/tmp"})
        names = {os.path.basename(path) for path in record.loaded if path.startswith(self.work)}
        self.assertEqual(names, {"one.py", "two.py", "three.py", "four.py"})
        self.assertIn(encodings.__file__, record.loaded, "loaded before anyone can watch")
        self.assertIn(os.path.realpath(sys.executable), record.mapped)

    def test_the_application_s_own_sitecustomize_is_loaded_and_the_path_is_its_own(self):
        self.write("app/lib/sitecustomize.py", "import builtins\nbuiltins.marked = True\n")
        path = os.path.join(self.work, "lib")
        code = f"import sys; assert marked; assert sys.path[1] == {path!r}, sys.path; assert 'recorder' not in ' '.join(sys.path)"
        self.run_all(["python", "-c", code], variables={"PYTHONPATH": path, "HOME": "/tmp"})

    def test_the_network_is_not_reached_but_this_machine_is(self):
        local = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); socket.create_connection(s.getsockname())"
        self.run_all(["python", "-c", local])
        text = self.refusal(["python", "-c", "import socket; socket.create_connection(('10.1.2.3', 80))"])
        self.assertIn("It tried to reach 10.1.2.3: smoke tests have no network.", text)
        text = self.refusal(["python", "-c", "import socket; socket.getaddrinfo('db.example.org', 80)"])
        self.assertIn("It tried to reach db.example.org", text)

    def test_a_command_that_fails_is_named_with_its_exit_code(self):
        self.assertTrue(
            self.refusal(["python", "-c", "pass"], ["python", "-c", "raise SystemExit(3)"]).startswith(
                "smokeTests[1]: expected exit code 0 from `python -c 'raise SystemExit(3)'`, got exit code 3."
            )
        )
        self.assertIn("got SIGABRT", self.refusal(["python", "-c", "import os; os.abort()"]))

    def test_a_program_that_is_not_there_is_named(self):
        text = self.refusal(["no-such-program", "check"])
        self.assertTrue(text.startswith("smokeTests[0]: expected a program of the image, got 'no-such-program'"), text)
        self.assertIn("There is no shell in Strategy.Minimal.", self.refusal(["no-such-shell"], strategy="minimal"))

    def test_a_command_that_serves_for_ever_is_ended(self):
        text = self.refusal(["python", "-c", "import time; time.sleep(60)"], timeout=1.0)
        self.assertIn("to end, got none within 1 s. A smoke test ends by itself", text)

    def test_modules_of_the_code_are_imported_from_the_working_directory(self):
        self.write("app/shop/__init__.py", "")
        self.write("app/shop/urls.py", "import shop\n")
        record = self.run_all(imports=["shop.urls"])
        self.assertIn(os.path.join(self.work, "shop/urls.py"), record.loaded)
        text = self.refusal(imports=["shop.missing"])
        self.assertIn("shop.missing cannot be imported in the final image", text)
