import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { programFolder } from "../support/staging";
import type { Tree } from "../support/tree";

const certificate = (text: string) => `\n-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n\n`;

/** A monorepo: the program, and beside it the application. */
const repository: Tree = {
    "app/requirements.txt": "-r base.txt\npandas\n",
    "app/base.txt": "numpy\n",
    "app/main.py": "print(1)\n",
    "app/bin/run": { executable: "#!/bin/sh\n" },
    "app/latest.py": { link: "main.py" },
    "app/.dockerignore": "*.txt\n",
};
const args = { requirements: "../app/requirements.txt", source: "../app" };

describe("the hash of a context", () => {
    const stagedAfter = (t: { after(done: () => void): void }, change: Tree, more: object = {}) =>
        programFolder(t, { ...repository, ...change }).stage({ ...args, ...more });
    /** The hash of the repository's context after `change`. */
    const hashAfter = async (...given: Parameters<typeof stagedAfter>) => (await stagedAfter(...given)).hash;

    test("is the same wherever the checkout lies, and whoever is trusted while building", async (t) => {
        const hash = await hashAfter(t, {});
        assert.match(hash, /^[0-9a-f]{64}$/);
        assert.equal(await hashAfter(t, {}), hash);
        const pem = (text: string) => ({ "program/ca.pem": certificate(text) });
        assert.equal(await hashAfter(t, pem("AAAA"), { caCertificates: ["ca.pem"] }), hash);
        assert.equal(await hashAfter(t, pem("BBBB"), { caCertificates: ["ca.pem"] }), hash);
    });

    test("is not that of all that the provider is given, where who is trusted is a change", async (t) => {
        const pem = (text: string) => ({ "program/ca.pem": certificate(text) });
        const staged = [
            await stagedAfter(t, {}),
            await stagedAfter(t, pem("AAAA"), { caCertificates: ["ca.pem"] }),
            await stagedAfter(t, pem("BBBB"), { caCertificates: ["ca.pem"] }),
        ];
        assert.equal(new Set(staged.map(({ contextHash }) => contextHash)).size, staged.length);
        assert.equal((await stagedAfter(t, {})).contextHash, staged[0]?.contextHash);
    });

    test("depends on everything that shapes the image", async (t) => {
        const hashes = [
            await hashAfter(t, {}),
            await hashAfter(t, { "app/main.py": "print(2)\n" }),
            await hashAfter(t, { "app/main.py": { executable: "print(1)\n" } }),
            await hashAfter(t, { "app/other.py": "print(1)\n" }),
            await hashAfter(t, { "app/latest.py": { link: "other.py" } }),
            await hashAfter(t, { "app/base.txt": "numpy<3\n" }),
            await hashAfter(t, {}, { command: ["python"] }),
            await hashAfter(t, {}, { importCheck: [] }),
            await hashAfter(t, {}, { source: undefined }),
            await hashAfter(t, {}, { pythonVersion: "3.12" }),
            await hashAfter(t, {}, { platform: "linux/arm64" }),
            await hashAfter(t, {}, { compressionLevel: 9 }),
        ];
        assert.equal(new Set(hashes).size, hashes.length);
    });

    test("does not depend on files that are left out", async (t) => {
        const hash = await hashAfter(t, {});
        const left = { "app/.git/HEAD": "x", "app/.env": "x", "app/a.txt": "x", "program/index.ts": "x" };
        assert.equal(await hashAfter(t, left), hash);
    });
});
