import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { decompress } from "fzstd";
import type { Descriptor } from "../../components/registry/content";
import { ensureZstdNode, StateFolder } from "../../setup/host";
import { digestOf } from "../support/exported-image";

interface Packed {
    diffId: string;
    unpackedBytes: number;
    blob: Descriptor;
    bytes: string;
}

describe("a layer of zstd", () => {
    let node: string;
    before(async () => {
        node = join(await ensureZstdNode(new StateFolder()), "node");
    });
    const pack = (length: number, level: number, environment: NodeJS.ProcessEnv = {}): Packed => {
        const words = ["--import", "tsx", join(__dirname, "../support/zstd-main.ts"), String(length), String(level)];
        const options = { env: { ...process.env, ...environment }, maxBuffer: 1e9, encoding: "utf8" as const };
        return JSON.parse(execFileSync(node, words, options));
    };

    test("of several frames is what it was once it is unpacked", () => {
        const packed = pack(40_000_000, 3);
        const bytes = Buffer.from(packed.bytes, "base64");
        const content = Buffer.from(decompress(bytes));
        assert.equal(content.length, 40_000_000);
        assert.deepEqual(
            [packed.diffId, packed.unpackedBytes, packed.blob],
            [
                digestOf(content),
                content.length,
                {
                    mediaType: "application/vnd.oci.image.layer.v1.tar+zstd",
                    digest: digestOf(bytes),
                    size: bytes.length,
                },
            ],
        );
    });

    test("does not depend on how many threads write it", () => {
        const threads = ["1", "8"].map((UV_THREADPOOL_SIZE) => pack(40_000_000, 9, { UV_THREADPOOL_SIZE }).blob.digest);
        assert.equal(threads[0], threads[1]);
    });
});
