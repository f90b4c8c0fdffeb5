import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explain } from "../support/failed-step";

describe("a command of prepare is the application's own: no package is built, no index asked", () => {
    const step =
        "[prepared 2/3] RUN --mount=type=tmpfs,target=/run     : 'Prepare the application: pybabel compile'  && pybabel";
    const place =
        'api: expected a built image, got a failure at the step "Prepare the application: pybabel compile" (stage prepared). ';
    for (const [what, output, says] of [
        [
            "a program",
            "/bin/sh: 1: pybabel: not found",
            "It runs pybabel, which the image lacks. Add the package that brings it to the requirements; where it is a program of the system, name its package in `runtimePackages`.",
        ],
        [
            "a file",
            "python: can't open file '/app/manage.py': [Errno 2] No such file or directory",
            "There is no /app/manage.py in the image. Commands run in `workdir`, which holds what `source` holds.",
        ],
        [
            "a module",
            "/opt/venv/bin/python: No module named django",
            "It needs the module django, which is neither installed nor in `source`. Add its package to the requirements; where a group or an extra of the project has it, name that in `groups` or `extras`.",
        ],
        ["a service", "psycopg.OperationalError: Connection refused", "Its command ended with exit code 1."],
    ] as const) {
        test(what, () => assert.equal(explain(output, { step }).split("\n")[0], place + says));
    }
});
