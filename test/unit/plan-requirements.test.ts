import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { normalizedName, parseRequirements } from "../../components/python-image/plan/requirements-file";
import { planOf, problemsOf } from "../support/plan-files";

describe("lines of a requirements file", () => {
    const parsed = (text: string) => parseRequirements(text);

    test("comments, empty lines, continuations, a byte order mark and line ends of Windows", () => {
        const text =
            "\uFEFF# first\r\n\r\nsix==1.17.0 \\\r\n    --hash=sha256:0a \\\r\n    --hash=sha256:0b\r\n   attrs # why\r\n";
        assert.deepEqual(parsed(text), [
            { kind: "package", name: "six", hashed: true },
            { kind: "package", name: "attrs", hashed: false },
        ]);
    });

    test("a number sign inside a word is no comment", () => {
        assert.deepEqual(parsed("https://example.org/a.zip#sha256=0a"), [
            { kind: "remote", url: "https://example.org/a.zip#sha256=0a" },
        ]);
    });

    test("nested files in all spellings", () => {
        for (const line of ["-r a.txt", "-ra.txt", "--requirement a.txt", "--requirement=a.txt", "-r 'a.txt'"]) {
            assert.deepEqual(parsed(line), [{ kind: "include", path: "a.txt" }], line);
        }
        for (const line of ["-c ../a.txt", "-c../a.txt", "--constraint ../a.txt", "--constraint=../a.txt"]) {
            assert.deepEqual(parsed(line), [{ kind: "constraint", path: "../a.txt" }], line);
        }
    });

    test("other options are left to the installer", () => {
        for (const text of [
            "--index-url https://example.org/simple",
            "--no-binary :all:",
            "--require-hashes",
            "--pre",
        ]) {
            assert.deepEqual(parsed(text), [{ kind: "option", text }]);
        }
    });

    test("packages with extras, versions and markers, their names normalised", () => {
        const lines = [
            "Foo_Bar",
            "foo.bar [x, y] >= 1, < 2",
            "foo--bar; python_version < '3.12'",
            "foo-bar==1.0 ; sys_platform == 'linux'",
        ];
        for (const line of lines) {
            assert.deepEqual(parsed(line), [{ kind: "package", name: "foo-bar", hashed: false }], line);
        }
        assert.equal(normalizedName("A.._-B"), "a-b");
    });

    test("local projects and archives, with what follows the path", () => {
        const cases: [string, string, string][] = [
            [".", ".", ""],
            ["..", "..", ""],
            ["-e .", ".", ""],
            ["--editable=./lib", "lib", ""],
            ["-e '../my lib'", "../my lib", ""],
            ["./lib[dev,test]", "lib", "[dev,test]"],
            ["-e .[dev]", ".", "[dev]"],
            ["./lib ; python_version < '3.13'", "lib", "; python_version < '3.13'"],
            ["./lib[dev]; sys_platform == 'linux'", "lib", "[dev] ; sys_platform == 'linux'"],
            ["libs/x", "libs/x", ""],
            ["/opt/lib", "/opt/lib", ""],
            ["file:///opt/lib", "/opt/lib", ""],
            ["-e file:../lib", "../lib", ""],
            ["wheels/a-1.0-py3-none-any.whl --hash=sha256:0a", "wheels/a-1.0-py3-none-any.whl", ""],
            ["a-1.0.tar.gz", "a-1.0.tar.gz", ""],
            ["a @ ./lib", "lib", ""],
            ["a[dev] @ file:///opt/lib ; os_name == 'posix'", "/opt/lib", "[dev] ; os_name == 'posix'"],
        ];
        for (const [line, path, suffix] of cases) {
            assert.deepEqual(parsed(line), [{ kind: "local", path, suffix }], line);
        }
    });

    test("addresses of archives and repositories", () => {
        for (const [line, url] of [
            ["https://example.org/a.whl", "https://example.org/a.whl"],
            ["a @ https://example.org/a.whl", "https://example.org/a.whl"],
            ["-e git+ssh://git@example.org/a.git@v1#egg=a", "git+ssh://git@example.org/a.git@v1#egg=a"],
            ["a[x] @ git+https://example.org/a ; os_name == 'posix'", "git+https://example.org/a"],
        ] as const) {
            assert.deepEqual(parsed(line), [{ kind: "remote", url }], line);
        }
    });
});

describe("the files that a requirements file needs", () => {
    test("nested files and constraints keep their places relative to each other", () => {
        const { dependencies } = planOf(
            { requirements: "./deploy/../requirements/prod.txt" },
            {
                "requirements/prod.txt": "-r base.txt\n-c ../constraints.txt\ngunicorn\n",
                "requirements/base.txt": "-r ./base.txt\nFlask==3.1.0\n",
                "constraints.txt": "-r more/limits.txt\nWerkzeug<4\n",
                "more/limits.txt": "./vendored\nclick<9\n",
            },
        );
        assert.deepEqual(dependencies, {
            format: "requirements",
            file: "requirements/prod.txt",
            packages: [],
            extras: [],
            groups: [],
            files: [
                { from: "requirements/prod.txt", to: "requirements/prod.txt" },
                { from: "requirements/base.txt", to: "requirements/base.txt" },
                { from: "constraints.txt", to: "constraints.txt" },
                { from: "more/limits.txt", to: "more/limits.txt" },
            ],
            projects: [],
            requested: ["flask", "gunicorn"],
            hashed: false,
            remotes: [],
        });
    });

    test("files above the program are laid out below what they have in common", () => {
        const { dependencies } = planOf(
            { requirements: "../app/requirements.txt" },
            {
                "../app/requirements.txt": "-c ../../limits.txt\n-r dev/extra.txt\n",
                "../../limits.txt": "six<2",
                "../app/dev/extra.txt": "six",
            },
        );
        // The directory that the program lies in is named by no path, and differs from checkout to checkout.
        assert.equal(dependencies.file, "_/app/requirements.txt");
        assert.deepEqual(
            dependencies.files.map(({ to }) => to),
            ["_/app/requirements.txt", "limits.txt", "_/app/dev/extra.txt"],
        );
    });

    test("a path from the root of the file system works where it is given, and nowhere else", () => {
        const texts = {
            "/srv/app/requirements.txt": "-r base.txt\n/opt/lib\n",
            "/srv/app/base.txt": "six",
            "/opt/lib/pyproject.toml": "",
        };
        const { dependencies } = planOf({ requirements: "/srv/app/requirements.txt" }, texts);
        assert.equal(dependencies.file, "requirements.txt");
        assert.deepEqual(
            dependencies.files.map(({ to }) => to),
            ["requirements.txt", "base.txt"],
        );
        assert.deepEqual(dependencies.projects, [{ from: "/opt/lib", to: "0-lib", suffix: "" }]);
        const remedy = "Keep that file beside this one, where every checkout has it.";
        const nested = { "r.txt": "six\n-r /srv/app/base.txt\n-c https://example.org/c.txt\n", ...texts };
        assert.deepEqual(problemsOf({ requirements: "r.txt" }, nested), [
            `requirements (r.txt): expected the relative path of a file, got "/srv/app/base.txt". ${remedy}`,
            `requirements (r.txt): expected the relative path of a file, got "https://example.org/c.txt". ${remedy}`,
        ]);
    });

    test("local projects are staged one by one, and count as requirements", () => {
        const { dependencies } = planOf(
            { requirements: "app/requirements.txt" },
            {
                "app/requirements.txt": "-e .\n../libs/core[fast]\n../libs/core\n./wheels/a-1.0-py3-none-any.whl\n",
                "app/pyproject.toml": "",
                "libs/core/pyproject.toml": "",
                "app/wheels/a-1.0-py3-none-any.whl": "",
            },
        );
        assert.deepEqual(dependencies.projects, [
            { from: "app", to: "0-app", suffix: "" },
            { from: "libs/core", to: "1-core", suffix: "[fast]" },
            { from: "app/wheels/a-1.0-py3-none-any.whl", to: "2-a-1.0-py3-none-any.whl", suffix: "" },
        ]);
        const here = planOf({ requirements: "requirements.txt" }, { "requirements.txt": ".\n..\n", "../x": "" });
        assert.deepEqual(here.dependencies.projects, [
            { from: ".", to: "0-project", suffix: "" },
            { from: "..", to: "1-project", suffix: "" },
        ]);
    });

    test("a link alone is enough", () =>
        assert.deepEqual(problemsOf({ requirements: "r.in" }, { "r.in": "https://example.org/a.whl" }), []));
});

test("one hash makes a file one of hashes, but those of constraints do not", () => {
    const hashed = (texts: { [path: string]: string }) =>
        planOf({ requirements: "requirements.txt" }, texts).dependencies.hashed;
    assert.equal(hashed({ "requirements.txt": "-r more.txt\nattrs\n", "more.txt": "six==1 --hash=sha256:0a" }), true);
    assert.equal(hashed({ "requirements.txt": "-c more.txt\nattrs\n", "more.txt": "six==1 --hash=sha256:0a" }), false);
});
