import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram, onEngine } from "../support/live-program";

describe("proven before it is pushed, with the system libraries found", () => {
    let program: LiveProgram;

    before(async () => {
        program = await liveProgram({}, onEngine);
    });

    it("psycopg2 and mysqlclient from source", async () => {
        const image = await program.up("clients", {
            repository: `${program.registry}/clients`,
            packages: ["psycopg2==2.9.10", "mysqlclient"],
            buildPackages: ["libpq-dev", "libmariadb-dev"],
        });
        const code = "import MySQLdb, psycopg2; print(psycopg2.__libpq_version__ > 0, MySQLdb.get_client_info())";
        const run = await runContainer(program.docker, image.ref, ["python", "-c", code]);
        assert.match(run.stdout, /^True \d/, run.stderr);
    });

    it("opencv-python: its libraries are found, or named with the cheaper remedy", async () => {
        const repository = `${program.registry}/opencv`;
        const image = await program
            .up("opencv", { repository, packages: ["opencv-python"] })
            .catch((error: Error) => error);
        if (image instanceof Error) {
            assert.match(image.message, /lib(xcb|GL)\.so\.1/);
            assert.match(image.message, /runtimePackages/);
            assert.match(image.message, /opencv-python-headless/);
        } else {
            const run = await runContainer(program.docker, image.ref, [
                "python",
                "-c",
                "import cv2; print(cv2.__name__)",
            ]);
            assert.equal(run.stdout, "cv2\n", run.stderr);
        }
    });

    it("weasyprint: libraries that are opened by name are found by what their import says", async () => {
        const image = await program.up("weasyprint", {
            repository: `${program.registry}/weasyprint`,
            packages: ["weasyprint"],
        });
        const code = "import weasyprint; print(weasyprint.HTML(string='<p>hello').write_pdf()[:5])";
        const run = await runContainer(program.docker, image.ref, ["python", "-c", code]);
        assert.equal(run.stdout, "b'%PDF-'\n", run.stderr);
    });

    it("a library that nothing provides is named, and nothing is pushed", async () => {
        program.write({
            "needy/pyproject.toml": '[project]\nname = "needy"\nversion = "1"\n',
            "needy/needy.py": "import ctypes\nctypes.CDLL('libnowhere.so.7')\n",
            "needy.txt": "./needy\n",
        });
        const repository = `${program.registry}/needy`;
        const error = await program.up("needy", { repository, requirements: "needy.txt" }).then(
            () => assert.fail("it was pushed"),
            (thrown: Error) => thrown,
        );
        assert.match(error.message, /at the step "Verify the environment in the final stage"/);
        assert.match(error.message, /libnowhere\.so\.7/);
        assert.match(error.message, /needy/);
        assert.match(error.message, /runtimePackages/);
        assert.equal((await fetch(program.api("needy", "tags/list"))).status, 404);
    });
});
