import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { runWithFakes } from "../support/fake-programs";
import { recorded } from "../support/recorded-builds";
import { type Tree, temporaryDirectory, writeTree } from "../support/tree";

const folder = join(__dirname, "../../components/build-steps");
const script = (name: string) => join(folder, name);

describe("wheels-first.sh", () => {
    const noWheel = "error: no wheel, and building from source is disabled via `--no-build`\n";
    const watched = ["UV_NO_BUILD", "PIP_ONLY_BINARY"];
    const wheelsOnly = "uv pip install six UV_NO_BUILD=1 PIP_ONLY_BINARY=:all:";
    const anything = "uv pip install six";
    const header = { prints: "/nowhere/include\n" };
    const caches = { UV_CACHE_DIR: "/nowhere/uv", PIP_CACHE_DIR: "/nowhere/pip" };
    const tidy = { rm: [], mkdir: [], touch: [], find: [] };
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
            { uv, "apt-get": [], python3: [header], ...tidy },
            { watched, environment: caches },
        );
    /** Calls that matter: not those that look for headers, or tidy up. */
    const essential = (calls: string[]) => calls.filter((call) => /^(uv|apt-get install)/.test(call));

    test("where there are wheels, nothing else is tried", (t) => {
        const run = install(t, [{ prints: "Installed six\n" }]);
        assert.deepEqual([run.status, run.stdout, run.stderr], [0, "Installed six\n", ""]);
        assert.deepEqual(essential(run.calls), [wheelsOnly]);
    });

    test("what shall be built from its sources is told to whichever installs", (t) => {
        const named = { ...caches, POETRY_INSTALLER_NO_BINARY: "lxml,xmlsec", UV_NO_BINARY_PACKAGE: "pyuwsgi" };
        const run = (words: string[]) =>
            runWithFakes(
                t,
                [script("wheels-first.sh"), "-", ...words],
                { uv: [], pip: [] },
                { watched: ["UV_NO_BINARY_PACKAGE"], environment: named },
            ).calls;
        const options = "--no-binary pyuwsgi --no-binary lxml --no-binary xmlsec";
        assert.deepEqual(run(["uv", "pip", "install", "six"]), [
            `uv pip install six ${options} UV_NO_BINARY_PACKAGE=pyuwsgi`,
        ]);
        assert.deepEqual(run(["uv", "sync"]), ["uv sync UV_NO_BINARY_PACKAGE=pyuwsgi lxml xmlsec"]);
    });

    test("for another platform uv takes its wheels, and builds plain Python alone", (t) => {
        const foreign = (uv: { prints?: string; status?: number }[]) =>
            runWithFakes(
                t,
                [script("wheels-first.sh"), "--for", "linux/arm64", "-", "uv", "pip", "install", "six"],
                { uv, "apt-get": [], python3: [{ prints: "aarch64-manylinux_2_40\n" }], ...tidy },
                { watched, environment: caches },
            );
        const run = foreign([{ prints: noWheel, status: 1 }, { prints: "Installed six\n" }]);
        const command = "uv pip install six --python-platform aarch64-manylinux_2_40";
        assert.deepEqual([run.status, run.stderr], [0, ""]);
        assert.deepEqual(essential(run.calls), [`${command} UV_NO_BUILD=1 PIP_ONLY_BINARY=:all:`, command]);
        const built =
            "error: Failed to download and build `pyyaml==6.0.4`\n" +
            "  cause: The built wheel is not compatible with the target Python 3.13 on Linux aarch64.\n";
        const refused = foreign([
            { prints: noWheel, status: 1 },
            { prints: built, status: 1 },
        ]);
        assert.equal(refused.status, 1);
        assert.match(refused.stderr, /error: pyyaml has no wheel for linux\/arm64, and this engine/);
        assert.equal(refused.calls.filter((call) => call.startsWith("apt-get")).length, 0);
        const others = [
            "No solution found: there is no version of nix==9\n",
            "error: Failed to build `x==1`\n  cause: ModuleNotFoundError: No module named 'numpy'\n",
        ];
        for (const prints of others) {
            const other = foreign([{ prints, status: 1 }]);
            assert.equal(other.status, 1);
            assert.doesNotMatch(other.stderr, /python-image: error/);
        }
    });

    test("on that platform itself uv is told of none", (t) => {
        const run = runWithFakes(
            t,
            [script("wheels-first.sh"), "--for", "linux/arm64", "-", "uv", "pip", "install", "six"],
            { uv: [{ prints: "Installed six\n" }], "apt-get": [], python3: [{ prints: "\n" }], ...tidy },
            { watched, environment: caches },
        );
        assert.deepEqual(essential(run.calls), [wheelsOnly]);
    });

    test("a name that is not resolved is not cured by a compiler", (t) => {
        const lost = { status: 1, prints: "cause: failed to lookup address: Temporary failure in name resolution\n" };
        const run = install(t, [lost]);
        assert.equal(run.status, 1);
        assert.deepEqual(essential(run.calls), [wheelsOnly]);
    });

    test("a download that stalls is gone on with, twice at most", (t) => {
        const stall = { status: 1, prints: "cause: Failed to download distribution due to network timeout.\n" };
        const run = install(t, [stall, { prints: "Installed six\n" }]);
        assert.deepEqual([run.status, run.stdout], [0, "Installed six\n"]);
        assert.equal(run.stderr, "python-image: note: a download has stalled: going on with what has arrived\n");
        assert.deepEqual(essential(run.calls), [wheelsOnly, wheelsOnly]);
        assert.deepEqual(essential(install(t, [stall]).calls), [wheelsOnly, wheelsOnly, wheelsOnly]);
        const lost = { status: 1, prints: "cause: client error (Connect)\ncause: operation timed out\n" };
        assert.deepEqual(essential(install(t, [lost]).calls), [wheelsOnly]);
    });

    test("what is built for one system is kept apart, what was downloaded is not", (t) => {
        const cache = temporaryDirectory(t);
        writeTree(cache, { "archive-v0/x": "", "wheels-v8/x": "", "sdists-v11/x": "", "http-v2/x": "" });
        const { calls } = runWithFakes(
            t,
            [script("wheels-first.sh"), "--from-source", "-", "uv", "pip", "install", "six"],
            { uv: [{}], ln: [], python3: [{}], ...tidy },
            { environment: { UV_CACHE_DIR: cache, PIP_CACHE_DIR: "/nowhere" } },
        );
        assert.deepEqual(
            calls.filter((call) => call.startsWith("ln")).map((call) => call.replace(/built\/\w+/, "built/…")),
            ["archive-v0", "http-v2", "wheels-v8"].map((name) => `ln -s ../../${name} ${cache}/built/…/${name}`),
        );
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
        const run = runWithFakes(
            t,
            [script("wheels-first.sh"), "git", "uv", "pip", "install", "six"],
            {
                uv: [{ status: 1 }, {}],
                "apt-get": [],
                python3: [{ prints: `${include}\n` }],
                ...tidy,
            },
            { environment: caches },
        );
        assert.deepEqual(essential(run.calls).slice(1, 2), [
            "apt-get install -qq -y --no-install-recommends gcc g++ make libc6-dev pkg-config git",
        ]);
    });

    test("on Alpine the tool chain is Alpine's", (t) => {
        const run = runWithFakes(
            t,
            [script("wheels-first.sh"), "git", "uv", "pip", "install", "six"],
            {
                uv: [{ status: 1 }, {}],
                apk: [],
                python3: [header],
                ...tidy,
            },
            { environment: caches },
        );
        const tools = "build-base linux-headers pkgconf python3-dev git";
        assert.deepEqual(
            run.calls.filter((call) => call.startsWith("apk ")),
            [`apk add --no-cache ${tools}`],
        );
    });

    test("what is built is kept for one distribution with one set of packages", (t) => {
        const cacheOf = (files: Tree) => {
            const root = temporaryDirectory(t);
            writeTree(root, files);
            const moved = readFileSync(script("wheels-first.sh"), "utf8").replace(
                "/etc/os-release /var/lib/dpkg/status /lib/apk/db/installed",
                Object.keys(files)
                    .map((name) => join(root, name))
                    .join(" "),
            );
            writeFileSync(join(root, "wheels-first.sh"), moved);
            const words = [join(root, "wheels-first.sh"), "--from-source", "-", "uv", "pip", "install", "six"];
            const watched = Object.keys(caches);
            const run = runWithFakes(t, words, { uv: [{}], python3: [{}], ...tidy }, { watched, environment: caches });
            const call = run.calls.find((one) => one.startsWith("uv ")) ?? "";
            const [, uv, pip] = / UV_CACHE_DIR=(\S+) PIP_CACHE_DIR=(\S+)$/.exec(call) ?? [];
            assert.equal(pip, uv?.replace("/uv/", "/pip/"));
            assert.match(uv ?? "", /^\/nowhere\/uv\/built\/[0-9a-f]{12}$/);
            return uv;
        };
        const debian = cacheOf({ "os-release": "ID=debian\n", status: "Package: libc6\n" });
        assert.equal(cacheOf({ "os-release": "ID=debian\n", status: "Package: libc6\n" }), debian);
        assert.notEqual(
            cacheOf({ "os-release": "ID=debian\n", status: "Package: libc6\nPackage: libpq-dev\n" }),
            debian,
        );
        assert.notEqual(cacheOf({ "os-release": "ID=alpine\n" }), debian);
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
        [
            "a readme that is not there",
            "Failed to build `lib @ file:///lib`\nOSError: Readme file does not exist: README.md\n",
        ],
        [
            "a version from Git's history",
            "Failed to build `lib @ file:///lib`\nMake sure that … unable to detect version\n",
        ],
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
        const run = runWithFakes(
            t,
            [script("wheels-first.sh"), "-", "uv", "pip", "install", "six"],
            {
                uv: [{ status: 1, prints: `${recorded.uvNoVersion}\n` }],
                python3: [{}, {}, versions],
                ...tidy,
            },
            { environment: caches },
        );
        const asked = ["python3 -m pip --version", "python3 -m pip index versions six"];
        assert.deepEqual(
            run.calls.filter((call) => call.startsWith("python3 -m")),
            asked,
        );
        assert.match(run.stderr, /\nPYTHON_IMAGE_VERSIONS=1\.17\.0, 1\.16\.0\n$/);
    });

    test("on Red Hat's bases the tool chain is theirs", (t) => {
        const run = runWithFakes(
            t,
            [script("wheels-first.sh"), "-", "uv", "pip", "install", "six"],
            {
                uv: [{ status: 1, prints: noWheel }, { status: 1, prints: "gcc: not found" }, {}],
                microdnf: [],
                python3: [header],
                ...tidy,
            },
            { environment: caches },
        );
        const tools = "gcc gcc-c++ make pkgconf-pkg-config python3-devel";
        assert.deepEqual(
            run.calls.filter((call) => call.startsWith("microdnf install")),
            [`microdnf install -y --nodocs --setopt=install_weak_deps=0 ${tools}`],
        );
    });
    test("a tool chain that cannot be installed is the error, with the words of both", (t) => {
        const run = runWithFakes(
            t,
            [script("wheels-first.sh"), "no-such-package", "uv", "pip", "install", "six"],
            {
                uv: [{ status: 1, prints: noWheel }],
                "apt-get": [{}, { status: 100, prints: recorded.noSystemPackage }],
                python3: [header],
                ...tidy,
            },
            { environment: caches },
        );
        assert.equal(run.status, 1);
        assert.match(run.stderr, /building from source is disabled/);
        assert.match(run.stderr, /Unable to locate package no-such-package/);
        assert.match(
            run.stderr,
            /python-image: error: A source distribution has no wheel for this image, and the system/,
        );
    });

    test("the package that would need it is named", (t) => {
        for (const [prints, name] of [
            ["  × Failed to build `mmh3==4.1.0`\n  gcc: not found\n", "mmh3"],
            ["  ERROR: Failed building wheel for mmh3\ngcc: not found\n", "mmh3"],
        ] as const) {
            const words = [script("wheels-first.sh"), "-", "uv", "pip", "install", "mmh3"];
            const fakes = {
                uv: [{ status: 1, prints }],
                "apt-get": [{ status: 100 }],
                sleep: [],
                python3: [header],
                ...tidy,
            };
            const run = runWithFakes(t, words, fakes, { environment: caches });
            assert.match(run.stderr, new RegExp(`error: ${name} has no wheel for this image, and`));
        }
    });

    test("what fails with a compiler too, fails with its own words", (t) => {
        const failed = { status: 1, prints: recorded.uvLdap };
        const run = install(t, [failed, failed, failed]);
        assert.equal(run.status, 1);
        assert.match(run.stderr, /fatal error: lber\.h: No such file or directory/);
        assert.equal(essential(run.calls).at(-1), anything);
    });
});
