import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ImageShape } from "../../components/python-image/args";
import { renderDockerfile } from "../../components/python-image/dockerfile/render-dockerfile";
import { planOf, problemsOf } from "../support/plan-files";

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
            constraints: undefined,
            extras: [],
            groups: [],
            files: [
                { from: "requirements/prod.txt", to: "requirements/prod.txt" },
                { from: "requirements/base.txt", to: "requirements/base.txt" },
                { from: "constraints.txt", to: "constraints.txt" },
                {
                    from: "more/limits.txt",
                    to: "more/limits.txt",
                    text: "# in a step of its own: ./vendored\nclick<9\n",
                },
            ],
            projects: [],
            requested: ["flask", "gunicorn"],
            locked: [],
            prereleases: false,
            isResolved: false,
            hashed: false,
            remotes: [],
            installerDemand: undefined,
            member: undefined,
            leftOut: [],
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

    test("archives that --find-links names lie where it names them", () => {
        const { dependencies } = planOf(
            { requirements: "deps/requirements.txt" },
            {
                "deps/requirements.txt": "--no-index\n--find-links ../wheels\nlib\n",
                "wheels/lib-1-py3-none-any.whl": "",
                "wheels/other-1.tar.gz": "",
                "wheels/README.md": "",
            },
        );
        assert.deepEqual(dependencies.files, [
            { from: "deps/requirements.txt", to: "deps/requirements.txt" },
            { from: "wheels/lib-1-py3-none-any.whl", to: "wheels/lib-1-py3-none-any.whl" },
            { from: "wheels/other-1.tar.gz", to: "wheels/other-1.tar.gz" },
        ]);
        assert.deepEqual(dependencies.requested, ["lib"]);
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
        assert.deepEqual(dependencies.projects, [{ from: "/opt/lib", to: "0/lib", suffix: "", without: [] }]);
        const remedy = "Keep that file beside this one, where every checkout has it";
        const nested = { "r.txt": "six\n-r /srv/app/base.txt\n-c https://example.org/c.txt\n", ...texts };
        assert.deepEqual(problemsOf({ requirements: "r.txt" }, nested), [
            `requirements (r.txt): expected the relative path of a file, got "/srv/app/base.txt". ${remedy}.`,
            `requirements (r.txt): expected the relative path of a file, got "https://example.org/c.txt". ${remedy}: ` +
                "`curl -o c.txt …`, and `-c c.txt` in this line.",
        ]);
    });

    test("local projects count from the file, or from a directory above it, where pip is run", () => {
        const texts = {
            "api/requirements/prod.txt": "-r more/base.txt\n",
            "api/requirements/more/base.txt": "-e .[web]\n./libs/a\n./libs/b\nlibs/c-1-py3-none-any.whl\nsix\n",
            "api/pyproject.toml": "",
            "api/libs/a/setup.py": "",
            "api/libs/b/notes.txt": "",
            "api/libs/c-1-py3-none-any.whl": "",
            "api/requirements/more/libs/b/pyproject.toml": "",
            "libs/a/setup.py": "",
        };
        assert.deepEqual(
            planOf({ requirements: "api/requirements/prod.txt" }, texts).dependencies.projects.map(({ from }) => from),
            ["api", "api/libs/a", "api/requirements/more/libs/b", "api/libs/c-1-py3-none-any.whl"],
        );
        assert.match(
            problemsOf(
                { requirements: "requirements.txt" },
                { "requirements.txt": "./x\n", "../../x/setup.py": "" },
            )[0] ?? "",
            /got none at `x` or `\.\.\/x`\. Paths count from the file that names them, or from a directory above it/,
        );
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
            { from: "app", to: "0/app", suffix: "", without: [] },
            { from: "libs/core", to: "1/core", suffix: "[fast]", without: [] },
            { from: "app/wheels/a-1.0-py3-none-any.whl", to: "2/a-1.0-py3-none-any.whl", suffix: "", without: [] },
        ]);
        const texts = { "requirements.txt": ".\n..\n", "setup.py": "", "../setup.cfg": "" };
        const here = planOf({ requirements: "requirements.txt" }, texts);
        assert.deepEqual(here.dependencies.projects, [
            { from: ".", to: "0/project", suffix: "", without: [] },
            { from: "..", to: "1/project", suffix: "", without: [] },
        ]);
    });

    test("a link alone is enough", () =>
        assert.deepEqual(problemsOf({ requirements: "r.in" }, { "r.in": "https://example.org/a.whl" }), []));
});

test("releases before a final one are taken where the file says so", () => {
    const texts = { "requirements.txt": "--pre\nsix\n" };
    const command = (args: ImageShape) => renderDockerfile(planOf(args, texts)).text;
    assert.match(command({ requirements: "requirements.txt" }), /uv pip install --python \S+ --prerelease allow -r/);
    assert.doesNotMatch(command({ packages: ["six"] }), /prerelease/);
});

test("a file of constraints can be one of requirements too", () => {
    const texts = { "requirements.txt": "-c base.txt\n-r base.txt\n", "base.txt": "six\n" };
    const { files, requested } = planOf({ requirements: "requirements.txt" }, texts).dependencies;
    assert.deepEqual([files.map(({ from }) => from), requested], [["requirements.txt", "base.txt"], ["six"]]);
});

test("one hash makes a file one of hashes, but those of constraints do not", () => {
    const hashed = (texts: { [path: string]: string }) =>
        planOf({ requirements: "requirements.txt" }, texts).dependencies.hashed;
    assert.equal(hashed({ "requirements.txt": "-r more.txt\nattrs\n", "more.txt": "six==1 --hash=sha256:0a" }), true);
    assert.equal(hashed({ "requirements.txt": "-c more.txt\nattrs\n", "more.txt": "six==1 --hash=sha256:0a" }), false);
});
