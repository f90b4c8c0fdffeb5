import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ImageShape } from "../../components/python-image/args";
import { planOf, problemsOf, type Texts } from "../support/plan-files";

const locked = {
    _meta: { hash: { sha256: "0a" }, sources: [{ url: "https://packages.example.org/simple" }] },
    default: {
        six: { version: "==1.17.0", hashes: ["sha256:0a"] },
        idna: { version: "==3.10" },
        pywin32: { file: "wheels/pywin32.whl", markers: "sys_platform == 'win32'" },
        api: { path: "./services/api", editable: true, extras: ["pg"] },
        core: { path: "libs/core" },
        tree: { path: ".", editable: true },
    },
    develop: { tools: { git: "https://example.org/tools", ref: "0a1b" }, gone: { path: "../gone" } },
};
const tree: Texts = {
    Pipfile: '[packages]\nSix = "*"\n[dev-packages]\ntools = "*"\n[docs]\nsphinx = "*"\n',
    "Pipfile.lock": JSON.stringify(locked),
    "setup.py": "",
    "services/api/pyproject.toml":
        '[project]\nname = "shop-api"\ndependencies = ["six>=1", "core", "wmi ; os_name == \'nt\'"]\n',
    "libs/core/setup.py": "",
};
const planned = (args: ImageShape = {}, texts: Texts = tree) =>
    planOf({ requirements: "Pipfile.lock", ...args }, texts).dependencies;

describe("Pipfile.lock", () => {
    test("the chosen categories, without local projects, which are installed in a step of their own", () => {
        const { files, projects, remotes, requested } = planned();
        assert.deepEqual(JSON.parse(files[0]?.text ?? ""), {
            _meta: { "pipfile-spec": 6, requires: {}, ...locked._meta },
            default: { six: locked.default.six, idna: locked.default.idna },
            develop: {},
        });
        assert.deepEqual(
            projects.map(({ from, to, suffix }) => [from, to, suffix]),
            [
                ["services/api", "services/api", "[pg]"],
                ["libs/core", "libs/core", ""],
                [".", "", ""],
            ],
        );
        assert.deepEqual([remotes, requested], [[], ["six"]]);
    });

    test("what a chosen category needs has to be there", () =>
        assert.deepEqual(problemsOf({ requirements: "Pipfile.lock", groups: ["dev-packages"] }, tree), [
            "requirements (gone): expected the local project that the lock file names, got ../gone, which does not exist. Run `pipenv lock`.",
        ]));

    test("installProject: the project itself is left out", () =>
        assert.deepEqual(
            planned({ installProject: false }).projects.map(({ from }) => from),
            ["services/api", "libs/core"],
        ));

    test("a member: what it asks for, within the versions that are locked", () => {
        const found = planned({ member: "shop-api" });
        assert.deepEqual(
            found.files.map(({ text }) => text),
            [
                "--index-url https://packages.example.org/simple\n-c constraints.txt\nsix>=1\nwmi ; os_name == 'nt'\n",
                "six==1.17.0\nidna==3.10\n",
            ],
        );
        assert.deepEqual(
            found.projects.map(({ from }) => from),
            ["services/api", "libs/core"],
        );
        assert.deepEqual([found.format, found.requested], ["requirements", ["six"]]);
    });

    describe("a lock file that is older than its Pipfile", () => {
        const told = (packages: string, args: ImageShape = {}) =>
            problemsOf({ requirements: "Pipfile.lock", ...args }, { ...tree, Pipfile: packages });

        test("what is to be installed and was not locked is named", () =>
            assert.deepEqual(
                told(
                    '[packages]\nSix = "*"\nGUnicorn = ">=20"\n"flake8[x]" = "*"\nlinux = {sys_platform = "== \'linux\'"}\n',
                ),
                [
                    "requirements: expected a lock file that fits Pipfile, got Pipfile.lock without gunicorn, flake8, linux. Run `pipenv lock`.",
                ],
            ));

        test("a chosen category counts, and what any of them locks", () => {
            const texts = '[packages]\nsix = "*"\n[docs]\nsphinx = "*"\nidna = "*"\n';
            assert.deepEqual(told(texts), []);
            assert.match(told(texts, { groups: ["docs"] })[0] ?? "", /Pipfile\.lock without sphinx\./);
        });

        test("what is not for this image, comes from elsewhere, or with each environment, may lack", () =>
            assert.deepEqual(
                told(`[packages]
colorama = {version = "*", sys_platform = "== 'win32'"}
wmi = {version = "*", platform_system = "== 'Windows'", markers = "python_version >= '3.8'"}
tomli = {version = "*", python_version = "< '3.11'"}
odd = {version = "*", sys_platform = "linux"}
pywin32 = "*"
shop-api = "*"
"e1839a8" = {path = ".", editable = true}
flask = {git = "https://example.org/flask"}
setuptools = "*"
`),
                [],
            ));

        test("what another name stands for is not asked for by its own", () =>
            assert.deepEqual(
                planned({}, { ...tree, Pipfile: '[packages]\nsix = "*"\n"e1839a8" = {path = "."}\n' }).requested,
                ["six"],
            ));
    });

    test("members, groups and extras that there are not", () =>
        assert.deepEqual(
            problemsOf({ requirements: "Pipfile.lock", member: "shop", groups: ["test"], extras: ["pg"] }, tree),
            [
                'groups: expected one that Pipfile.lock knows, got "test". There are dev-packages, docs.',
                'extras: expected none, as Pipfile.lock knows none, got "pg". Leave it out.',
                'member: expected one that Pipfile.lock knows, got "shop". There are core, shop-api, tree.',
            ],
        ));
});
