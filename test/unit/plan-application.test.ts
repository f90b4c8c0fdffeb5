import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import type { ImageShape } from "../../components/python-image/args";
import { applicationSettings, hasCode } from "../../components/python-image/plan/application-settings";
import { lateValuesOf, valuesOf } from "../../components/python-image/plan/late-value";
import { verifySettings } from "../../components/python-image/plan/verify-settings";
import { planOf, problemsOf } from "../support/plan-files";

const other = pulumi.output("of another resource");

describe("what importCheck names", () => {
    const files = { "../shop/shop/urls.py": "", "../shop/manage.py": "", "../shop/lib/deep/__init__.py": "" };
    const checks = (importCheck: string[] | undefined, more: ImageShape = {}) => {
        const plan = planOf(
            { packages: ["django"], source: "../shop", ...more, ...(importCheck ? { importCheck } : {}) },
            files,
        );
        return [plan.importCheck, plan.sourceImports];
    };

    test("is of the source where a module of that name lies there, else of the environment", () => {
        assert.deepEqual(checks(["django", "shop.urls", "manage", "deep"]), [
            ["django", "deep"],
            ["shop.urls", "manage"],
        ]);
        assert.deepEqual(checks([]), [[], []]);
        assert.deepEqual(checks(undefined), [undefined, []]);
    });

    test("is looked for where PYTHONPATH leads, too", () =>
        assert.deepEqual(checks(["django", "deep"], { environment: { PYTHONPATH: "/elsewhere:/app/lib" } }), [
            ["django"],
            ["deep"],
        ]));

    test("leaves the proof of the environment as it is by default, where all of it is of the source", () =>
        assert.deepEqual(checks(["shop.urls"]), [undefined, ["shop.urls"]]));
});

test("values of other resources become build arguments, and the check of imports sees the others", () => {
    const environment = { A: "1", HOST: other, HOME: "/home" };
    assert.deepEqual(valuesOf("environment", environment), {
        A: "1",
        HOST: { argument: "ENVIRONMENT_2" },
        HOME: "/home",
    });
    assert.deepEqual(lateValuesOf("environment", environment), { ENVIRONMENT_2: other });
    const plan = planOf({ packages: ["six"], environment, command: ["serve", other], entrypoint: ["env"] });
    assert.deepEqual(Object(verifySettings(plan)).variables, { HOME: "/home", A: "1" });
    assert.deepEqual([plan.command, plan.entrypoint], [undefined, ["env"]]);
});

test("the environment is proven without variables that name modules of the source, which is not there yet", () => {
    const environment = {
        DJANGO_SETTINGS_MODULE: "shop.settings",
        FLASK_APP: "wsgi:app",
        MODE: "shopping",
        PATHS: "shop/x",
    };
    const files = { "../shop/shop/settings.py": "", "../shop/wsgi.py": "" };
    const plan = planOf({ packages: ["django"], source: "../shop", environment }, files);
    assert.deepEqual(plan.provenVariables, { MODE: "shopping", PATHS: "shop/x" });
    assert.deepEqual(plan.lateVariables, ["DJANGO_SETTINGS_MODULE", "FLASK_APP"]);
    assert.deepEqual(planOf({ packages: ["django"], environment }).provenVariables, environment);
});

test("what is tried is told apart from what shapes the environment", () => {
    const plan = planOf({ packages: ["six"], smokeTests: [["a"]], writable: ["media"] });
    assert.deepEqual(Object(verifySettings(plan)).smokeTests, undefined);
    const { verify: _, ...own } = Object(applicationSettings(plan));
    assert.deepEqual(own, { imports: [], smokeTests: [["a"]], writable: ["/app/media"] });
    assert.equal(hasCode(planOf({ packages: ["six"] })), false);
});

test("commands and directories that cannot be meant are refused", () => {
    assert.deepEqual(
        problemsOf({
            packages: ["six"],
            prepare: [["ok"], []],
            smokeTests: ["python -m check" as unknown as string[], [1 as unknown as string]],
            writable: ["", "../x", "/", "fine", "."],
            command: ["a", 1 as unknown as string, other],
        }),
        [
            "command[1]: expected a string, got number. Give text, or an output of another resource.",
            'prepare[1]: expected a command in exec form, got []. Give each command as a list of words: ["python", "manage.py", "check"].',
            'smokeTests[0]: expected a command in exec form, got "python -m check". Give each command as a list of words: ["python", "manage.py", "check"].',
            'smokeTests[1]: expected a command in exec form, got [1]. Give each command as a list of words: ["python", "manage.py", "check"].',
            ...["", "../x", "/"].map(
                (directory, place) =>
                    `writable[${place}]: expected an absolute path, or one below \`workdir\`, got "${directory}". ` +
                    'Give "media" for one below `workdir`, "." for `workdir` itself, "/var/lib/app" for any other.',
            ),
        ],
    );
});

test("the environment and the system are no writable directories", () => {
    const own = ["/opt/venv", "/opt", "/opt/venv/lib", "/etc", "/usr/lib", "/proc/x", "../opt/app/../venv"];
    const fine = ["/opt/app", "/opt/venv2", "/etc/app", "/var/lib/app", "/usr/share/app", "/srv"];
    const refused = (directory: string, args = {}) =>
        problemsOf({ packages: ["six"], writable: [directory], ...args }).some((one) => one.includes("stay root's"));
    assert.deepEqual(
        [...own, ...fine].filter((directory) => refused(directory)),
        own.slice(0, -1),
    );
    assert.equal(refused("/opt/api", { venvName: "api" }), true);
    assert.equal(refused(".", { workdir: "/opt" }), true);
});

test("a writable directory is no file of the source", () => {
    const args = {
        packages: ["six"],
        source: "app",
        workdir: "/srv",
        writable: ["db.sqlite3", "/srv/data", "media", "/var/log"],
    };
    assert.deepEqual(problemsOf(args, { "app/db.sqlite3": "", "app/data/x": "", "var/log": "" }), [
        'writable[0]: expected a directory, got "db.sqlite3", which is a file of `source`. Name the directory that holds it, ' +
            '"." for `workdir`: databases such as SQLite write beside the file, too.',
    ]);
});
