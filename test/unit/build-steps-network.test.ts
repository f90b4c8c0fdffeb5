import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Tree, temporaryDirectory, writeTree } from "../support/tree";

const script = join(__dirname, "../../components/build-steps/network.sh");
const step = "/run/python-image";
const bundle = "/etc/ssl/certs/ca-certificates.crt";

/** The variables that the script sets in a build whose root holds `tree`: a copy of it whose paths lead there. */
function variables(t: { after(done: () => void): void }, tree: Tree) {
    const root = temporaryDirectory(t);
    writeTree(root, tree);
    const moved = readFileSync(script, "utf8")
        .replaceAll(step, `${root}${step}`)
        .replaceAll(bundle, `${root}${bundle}`);
    writeFileSync(join(root, "network.sh"), moved);
    const command = ["-c", `. ${root}/network.sh && /usr/bin/env -0`];
    const printed = execFileSync("/bin/sh", command, {
        encoding: "utf8",
        env: { PATH: "/usr/bin:/bin" },
    });
    const pairs = printed.split("\0").map((pair) => pair.split(/=(.*)/s).slice(0, 2));
    return { root, set: Object.fromEntries(pairs) as { [name: string]: string | undefined } };
}

const authorityVariables = [
    "SSL_CERT_FILE",
    "PIP_CERT",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "GIT_SSL_CAINFO",
    "CARGO_HTTP_CAINFO",
];

describe("authorities", () => {
    test("an image without any is left alone", (t) => {
        const { set } = variables(t, {});
        assert.deepEqual(
            authorityVariables.filter((name) => set[name] !== undefined),
            [],
        );
    });

    test("those of the image are named to every program", (t) => {
        const { root, set } = variables(t, { [bundle.slice(1)]: "IMAGE\n" });
        assert.deepEqual(
            authorityVariables.map((name) => set[name]),
            authorityVariables.map(() => `${root}${bundle}`),
        );
        assert.equal(set.APT_CONFIG, undefined);
    });

    test("those that are given come before them, for this step alone", (t) => {
        const { root, set } = variables(t, { [bundle.slice(1)]: "IMAGE\n", [`${step.slice(1)}/ca.pem`]: "GIVEN\n" });
        const joined = `${root}${step}/authorities.pem`;
        assert.equal(set.SSL_CERT_FILE, joined);
        assert.equal(readFileSync(joined, "utf8"), "GIVEN\nIMAGE\n");
        assert.equal(readFileSync(`${root}${bundle}`, "utf8"), "IMAGE\n");
        assert.equal(readFileSync(set.APT_CONFIG ?? "", "utf8"), `Acquire::https::CAInfo "${joined}";\n`);
    });

    test("an image without any still gets those that are given", (t) => {
        const { root, set } = variables(t, { [`${step.slice(1)}/ca.pem`]: "GIVEN\n" });
        assert.equal(readFileSync(set.SSL_CERT_FILE ?? "", "utf8"), "GIVEN\n");
        assert.equal(existsSync(`${root}${bundle}`), false);
    });
});

describe("indexes", () => {
    const url = "https://ci:s3cret@example.org/simple";
    const [one, other] = ["https://a.example.org/x", "https://b.example.org"];

    /** What pip and uv are told: the index that stands for PyPI, and those beside it. */
    function told(t: { after(done: () => void): void }, url: string, extra: string) {
        const index = `${step.slice(1)}/index`;
        const { set } = variables(t, { [`${index}/url`]: url, [`${index}/extra-urls`]: extra });
        return { pip: [set.PIP_INDEX_URL, set.PIP_EXTRA_INDEX_URL], uv: [set.UV_DEFAULT_INDEX, set.UV_INDEX] };
    }

    test("without any, PyPI is asked", (t) => {
        const none = { pip: [undefined, undefined], uv: [undefined, undefined] };
        assert.deepEqual(told(t, "", ""), none);
        const { set } = variables(t, {});
        assert.deepEqual([set.PIP_INDEX_URL, set.UV_DEFAULT_INDEX], [undefined, undefined]);
    });

    test("one stands for PyPI", (t) => {
        assert.deepEqual(told(t, url, ""), { pip: [url, undefined], uv: [url, undefined] });
    });

    test("uv asks it before those beside it, of which the last takes the place that uv asks last", (t) => {
        assert.deepEqual(told(t, url, one), { pip: [url, one], uv: [one, url] });
        const both = `${one} ${other}`;
        assert.deepEqual(told(t, url, both), { pip: [url, both], uv: [other, `${url} ${one}`] });
    });

    test("those beside PyPI come before it", (t) => {
        assert.deepEqual(told(t, "", one), { pip: [undefined, one], uv: [undefined, one] });
    });
});

test("installers copy, keep to the image's Python, and say what matters", (t) => {
    const { set } = variables(t, {});
    assert.equal(set.UV_LINK_MODE, "copy");
    assert.equal(set.UV_PYTHON_DOWNLOADS, "never");
    assert.equal(set.PIP_DISABLE_PIP_VERSION_CHECK, "1");
    assert.equal(set.UV_CACHE_DIR, "/root/.cache/uv");
    assert.equal(set.PIP_CACHE_DIR, "/root/.cache/pip");
});
