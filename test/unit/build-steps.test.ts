import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { runWithFakes } from "../support/fake-programs";
import { recorded } from "../support/recorded-builds";
import { temporaryDirectory, writeTree } from "../support/tree";

const folder = join(__dirname, "../../components/build-steps");
const script = (name: string) => join(folder, name);

test("every script is one for a POSIX shell", () => {
    const scripts = readdirSync(folder).filter((name) => name.endsWith(".sh"));
    assert.deepEqual(scripts, ["installer.sh", "network.sh", "system-packages.sh", "wheels-first.sh"]);
    for (const name of scripts) {
        execFileSync("sh", ["-n", script(name)]);
    }
});

describe("system-packages.sh", () => {
    test("without packages there is nothing to do", (t) => {
        const { status, calls } = runWithFakes(t, [script("system-packages.sh")], { "apt-get": [], rm: [] });
        assert.deepEqual({ status, calls }, { status: 0, calls: [] });
    });

    test("apt installs what is named and nothing besides, and leaves no cache", (t) => {
        const words = [script("system-packages.sh"), "libpq5", "libgomp1"];
        const run = runWithFakes(t, words, { "apt-get": [], rm: [] }, { watched: ["DEBIAN_FRONTEND"] });
        assert.equal(run.status, 0);
        assert.deepEqual(run.calls.slice(0, 2), [
            "apt-get update -qq DEBIAN_FRONTEND=noninteractive",
            "apt-get install -qq -y --no-install-recommends libpq5 libgomp1 DEBIAN_FRONTEND=noninteractive",
        ]);
        const removed = new Set(run.calls[2]?.split(" "));
        assert.equal(run.calls.length, 3);
        for (const path of ["/var/log/apt", "/var/log/dpkg.log", "/var/log/alternatives.log"]) {
            assert.equal(removed.has(path), true, path);
        }
        // What these begin with depends on the files that this machine has.
        assert.match(run.calls[2] ?? "", / \/var\/lib\/apt\/lists\/.* \/var\/cache\/apt\//);
    });

    test("a failure of apt is the script's, and nothing is removed", (t) => {
        const fakes = { "apt-get": [{}, { status: 100, prints: recorded.noSystemPackage }], rm: [] };
        const run = runWithFakes(t, [script("system-packages.sh"), "no-such-package"], fakes);
        assert.equal(run.status, 100);
        assert.match(run.stdout, /Unable to locate package no-such-package/);
        assert.equal(run.calls.length, 2);
    });

    test("on Alpine apk does it", (t) => {
        const run = runWithFakes(t, [script("system-packages.sh"), "libgomp"], { apk: [], rm: [] });
        assert.deepEqual([run.status, run.calls], [0, ["apk add --no-cache --quiet libgomp"]]);
    });

    test("an image without either is told of", (t) => {
        const run = runWithFakes(t, [script("system-packages.sh"), "libgomp1"], {});
        assert.equal(run.status, 1);
        assert.equal(
            run.stderr,
            "python-image: error: The image has neither apt-get nor apk to install libgomp1 with.\n" +
                "python-image:   Start from a Debian or Alpine image, or from one that has the packages already.\n",
        );
    });
});

describe("wheels-first.sh", () => {
    const noWheel = "error: no wheel, and building from source is disabled via `--no-build`\n";
    const watched = ["UV_NO_BUILD", "PIP_ONLY_BINARY"];
    const wheelsOnly = "uv pip install six UV_NO_BUILD=1 PIP_ONLY_BINARY=:all:";
    const anything = "uv pip install six";
    const header = { prints: "/nowhere/include\n" };
    const toolChain = "gcc g++ make libc6-dev pkg-config python3-dev";

    const install = (
        t: { after(done: () => void): void },
        uv: { prints?: string; status?: number }[],
        packages = "-",
        flags: string[] = [],
    ) =>
        runWithFakes(
            t,
            [script("wheels-first.sh"), ...flags, packages, "uv", "pip", "install", "six"],
            { uv, "apt-get": [], rm: [], python3: [header] },
            { watched },
        );
    /** Calls that matter: not those that look for headers, or tidy up. */
    const essential = (calls: string[]) => calls.filter((call) => /^(uv|apt-get install)/.test(call));

    test("where there are wheels, nothing else is tried", (t) => {
        const run = install(t, [{ prints: "Installed six\n" }]);
        assert.deepEqual([run.status, run.stdout, run.stderr], [0, "Installed six\n", ""]);
        assert.deepEqual(essential(run.calls), [wheelsOnly]);
    });

    test("with packages named, wheels come first all the same", (t) => {
        assert.deepEqual(essential(install(t, [{}], "libpq-dev").calls), [wheelsOnly]);
    });

    test("a source distribution without compiled code needs no compiler", (t) => {
        const run = install(t, [{ status: 1, prints: noWheel }, { prints: "Built six\n" }]);
        assert.deepEqual([run.status, run.stdout], [0, "Built six\n"]);
        assert.deepEqual(essential(run.calls), [wheelsOnly, anything]);
    });

    test("one that needs a compiler gets it, in one go with the headers", (t) => {
        const failed = { status: 1, prints: recorded.uvNoCompiler };
        const run = install(t, [{ status: 1, prints: noWheel }, failed, { prints: "Built six\n" }]);
        assert.deepEqual([run.status, run.stdout], [0, "Built six\n"]);
        assert.equal(
            run.stderr,
            "python-image: note: a source distribution needs a compiler: installing a tool chain in the builder\n",
        );
        const apt = `apt-get install -qq -y --no-install-recommends ${toolChain}`;
        assert.deepEqual(essential(run.calls), [wheelsOnly, anything, apt, anything]);
    });

    test("with packages named, it is built once only, with them", (t) => {
        const run = install(t, [{ status: 1, prints: noWheel }, {}], "libpq-dev git");
        const apt = `apt-get install -qq -y --no-install-recommends ${toolChain} libpq-dev git`;
        assert.equal(run.status, 0);
        assert.deepEqual(essential(run.calls), [wheelsOnly, apt, anything]);
    });

    test("headers of an image's own Python need no package", (t) => {
        const include = temporaryDirectory(t);
        writeTree(include, { "Python.h": "" });
        const run = runWithFakes(t, [script("wheels-first.sh"), "git", "uv", "pip", "install", "six"], {
            uv: [{ status: 1 }, {}],
            "apt-get": [],
            rm: [],
            python3: [{ prints: `${include}\n` }],
        });
        assert.deepEqual(essential(run.calls).slice(1, 2), [
            "apt-get install -qq -y --no-install-recommends gcc g++ make libc6-dev pkg-config git",
        ]);
    });

    test("on Alpine the tool chain is Alpine's", (t) => {
        const run = runWithFakes(t, [script("wheels-first.sh"), "git", "uv", "pip", "install", "six"], {
            uv: [{ status: 1 }, {}],
            apk: [],
            rm: [],
        });
        assert.equal(run.calls[1], "apk add --no-cache --quiet build-base pkgconf git");
    });

    test("from source at once where that is asked for", (t) => {
        const run = install(t, [{}], "-", ["--from-source"]);
        assert.deepEqual([run.status, essential(run.calls)], [0, [anything]]);
    });

    for (const [what, prints] of [
        ["a hash that differs", recorded.uvHash],
        ["pip's word for it", recorded.pipHash],
        ["an index that does not answer", recorded.uvRefused],
        ["a login that is refused", recorded.uvUnauthorized],
        ["a package that may not be read", recorded.uvForbidden],
    ] as const) {
        test(`${what} is not cured by building from source`, (t) => {
            const run = install(t, [{ status: 2, prints }]);
            assert.equal(run.status, 1);
            assert.equal(run.stderr.trim(), prints.trim());
            assert.deepEqual(essential(run.calls), [wheelsOnly]);
        });
    }

    test("numbers that merely look like an answer of an index are none", (t) => {
        const run = install(t, [{ status: 1, prints: `Downloading six-1.whl (403 kB)\n${noWheel}` }, {}]);
        assert.deepEqual([run.status, essential(run.calls)], [0, [wheelsOnly, anything]]);
    });

    for (const [what, prints] of [
        ["a version that does not exist", recorded.uvNoVersion],
        ["pip's word for it", recorded.pipNoVersion],
        ["a program that only a system package brings", recorded.pgConfig],
    ] as const) {
        test(`${what} is not cured by a compiler`, (t) => {
            const run = install(t, [{ status: 1, prints }]);
            assert.equal(run.status, 1);
            assert.match(run.stderr, new RegExp(prints.trim().split("\n")[0]?.replace(/[()]/g, "\\$&") ?? ""));
            assert.deepEqual(essential(run.calls), [wheelsOnly, anything]);
        });
    }

    test("where no version fits, those that there are are told", (t) => {
        const versions = { prints: "six (1.17.0)\nAvailable versions: 1.17.0, 1.16.0\n  INSTALLED: no\n" };
        const run = runWithFakes(t, [script("wheels-first.sh"), "-", "uv", "pip", "install", "six"], {
            uv: [{ status: 1, prints: `${recorded.uvNoVersion}\n` }],
            rm: [],
            python3: [{}, versions],
        });
        assert.deepEqual(run.calls.slice(2), ["python3 -m pip --version", "python3 -m pip index versions six"]);
        assert.match(run.stderr, /\nPYTHON_IMAGE_VERSIONS=1\.17\.0, 1\.16\.0\n$/);
    });

    test("a tool chain that cannot be installed is the error, with the words of both", (t) => {
        const run = runWithFakes(t, [script("wheels-first.sh"), "no-such-package", "uv", "pip", "install", "six"], {
            uv: [{ status: 1, prints: noWheel }],
            "apt-get": [{}, { status: 100, prints: recorded.noSystemPackage }],
            rm: [],
            python3: [header],
        });
        assert.equal(run.status, 1);
        assert.match(run.stderr, /building from source is disabled/);
        assert.match(run.stderr, /Unable to locate package no-such-package/);
        assert.match(run.stderr, /python-image: error: The builder lacks the system packages that/);
    });

    test("what fails with a compiler too, fails with its own words", (t) => {
        const failed = { status: 1, prints: recorded.uvLdap };
        const run = install(t, [failed, failed, failed]);
        assert.equal(run.status, 1);
        assert.match(run.stderr, /fatal error: lber\.h: No such file or directory/);
        assert.equal(essential(run.calls).at(-1), anything);
    });
});

describe("installer.sh", () => {
    const words = [script("installer.sh"), "/opt/tools", "uv==1"];
    const private_ = { PIP_INDEX_URL: "https://example.org/simple", PIP_EXTRA_INDEX_URL: "https://example.org/more" };

    test("an image's own pip fills the environment from outside", (t) => {
        const run = runWithFakes(t, words, { python3: [] });
        assert.deepEqual(run.calls, [
            "python3 -m pip --version",
            "python3 -m venv --without-pip /opt/tools",
            "python3 -m pip --python /opt/tools/bin/python install --quiet --progress-bar off uv==1",
        ]);
    });

    test("a private index without the tools is passed over", (t) => {
        const options = { environment: private_, watched: Object.keys(private_) };
        const run = runWithFakes(t, words, { python3: [{}, {}, { status: 1 }, {}] }, options);
        const install = "python3 -m pip --python /opt/tools/bin/python install --quiet --progress-bar off uv==1";
        assert.equal(run.status, 0);
        assert.deepEqual(run.calls.slice(2), [
            `${install} PIP_INDEX_URL=https://example.org/simple PIP_EXTRA_INDEX_URL=https://example.org/more`,
            install,
        ]);
    });

    test("what cannot be installed from anywhere fails the step", (t) => {
        assert.equal(runWithFakes(t, words, { python3: [{}, {}, { status: 1 }] }).status, 1);
    });
});
