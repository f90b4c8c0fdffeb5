import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { runWithFakes } from "../support/fake-programs";
import { recorded } from "../support/recorded-builds";

const folder = join(__dirname, "../../components/build-steps");
const script = (name: string) => join(folder, name);

test("every script is one for a POSIX shell", () => {
    const scripts = readdirSync(folder).filter((name) => name.endsWith(".sh"));
    assert.deepEqual(scripts, [
        "installer.sh",
        "native-python.sh",
        "network.sh",
        "system-packages.sh",
        "wheels-first.sh",
    ]);
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

    test("files need no lists of what there is", (t) => {
        const words = [script("system-packages.sh"), "./libpq5_17-1_amd64.deb"];
        const run = runWithFakes(t, words, { "apt-get": [], rm: [] });
        assert.equal(run.calls[0], "apt-get install -qq -y --no-install-recommends ./libpq5_17-1_amd64.deb");
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
        assert.deepEqual([run.status, run.calls], [0, ["apk add --no-cache libgomp", "rm -f /var/log/apk.log"]]);
    });

    for (const manager of ["dnf", "microdnf"]) {
        test(`on Red Hat's bases ${manager} does it`, (t) => {
            const run = runWithFakes(t, [script("system-packages.sh"), "mesa-libGL"], { [manager]: [], rm: [] });
            assert.equal(run.status, 0);
            assert.deepEqual(run.calls.slice(0, 2), [
                `${manager} install -y --nodocs --setopt=install_weak_deps=0 mesa-libGL`,
                `${manager} clean all`,
            ]);
        });
    }

    test("an image without any is told of", (t) => {
        const run = runWithFakes(t, [script("system-packages.sh"), "libgomp1"], {});
        assert.equal(run.status, 1);
        assert.equal(
            run.stderr,
            "python-image: error: The image has no package manager (apt-get, apk, dnf, microdnf) to install libgomp1 with.\n" +
                "python-image:   Start from an image that has one, or that has the packages already.\n",
        );
    });
});

describe("installer.sh", () => {
    // The environment that is filled has its interpreter among the fakes.
    const words = [script("installer.sh"), ".", "uv==1"];
    const private_ = { PIP_INDEX_URL: "https://example.org/simple", PIP_EXTRA_INDEX_URL: "https://example.org/more" };
    const found = [{ prints: "/lib/pip/__pip-runner__.py\n" }, {}];
    const install = "python /lib/pip/__pip-runner__.py install --quiet --progress-bar off uv==1";

    test("an image's own pip fills the environment from outside", (t) => {
        const run = runWithFakes(t, words, { python3: found, python: [] });
        assert.deepEqual(run.calls.slice(1), ["python3 -m venv --without-pip .", install]);
    });

    test("a pip that is not there, or too old for that, is one that the environment brings", (t) => {
        const run = runWithFakes(t, words, { python3: [{ status: 1 }, {}], python: [] });
        assert.deepEqual(run.calls.slice(1), [
            "python3 -m venv .",
            "python -m pip install --quiet --progress-bar off uv==1",
        ]);
    });

    test("a private index without the tools is passed over", (t) => {
        const options = { environment: private_, watched: Object.keys(private_) };
        const run = runWithFakes(t, words, { python3: found, python: [{ status: 1 }, {}] }, options);
        assert.equal(run.status, 0);
        assert.deepEqual(run.calls.slice(2), [
            `${install} PIP_INDEX_URL=https://example.org/simple PIP_EXTRA_INDEX_URL=https://example.org/more`,
            install,
        ]);
    });

    test("what is pinned gives way to what is demanded", (t) => {
        const choice = [...words, "uv<1", "or", "uv<1"];
        const run = runWithFakes(t, choice, { python3: found, python: [{ status: 1 }, { status: 1 }, {}] });
        assert.equal(run.status, 0);
        assert.deepEqual(
            run.calls.slice(2).map((call) => call.replace(/.*progress-bar off /, "")),
            ["uv==1 uv<1", "uv==1 uv<1", "uv<1"],
        );
    });

    test("what cannot be installed from anywhere fails the step", (t) => {
        assert.equal(runWithFakes(t, words, { python3: found, python: [{ status: 1 }] }).status, 1);
    });
});
