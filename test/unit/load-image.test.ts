import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import type Docker from "dockerode";
import { loadImage } from "../../components/engine/load-image";
import { readEntries } from "../../components/publish/tar/read-entries";
import { archiveOf } from "../../components/publish/tar/read-file";

/** An engine that takes an archive, and answers with a line. */
function engine(line: string): { docker: Docker; taken: Promise<Buffer> } {
    let take: (archive: Buffer) => void;
    const taken = new Promise<Buffer>((resolve) => {
        take = resolve;
    });
    const loadImage = (archive: Readable, { abortSignal }: { abortSignal: AbortSignal }) =>
        new Promise((resolve, reject) => {
            abortSignal.addEventListener("abort", () => reject(new Error("aborted")));
            buffer(archive).then((whole) => {
                take(whole);
                resolve(Readable.from([line]));
            }, reject);
        });
    return { docker: { loadImage } as unknown as Docker, taken };
}

const config = { rootfs: { type: "layers", diff_ids: ["sha256:1"] } };
const layer = (text: string, size = text.length) => ({
    size,
    open: async () => Readable.from([Buffer.from(text)]) as AsyncIterable<Buffer>,
});

test("an engine is given an image in the form of docker save, layers as they come", async () => {
    const { docker, taken } = engine('{"stream":"Loaded image: environment:1"}\n');
    await loadImage(docker, { name: "environment:1", config, layers: [layer("one"), layer("other")] });
    const archive = archiveOf(await taken);
    const files = readEntries(archive).map(({ name, content }) => {
        const parts = content.map(({ start, length }) => archive.read(start as number, length));
        return [name, Buffer.concat(parts).toString("utf8")] as const;
    });
    const [configName = ""] = files[0] ?? [];
    assert.match(configName, /^[0-9a-f]{64}\.json$/);
    const manifest = [{ Config: configName, RepoTags: ["environment:1"], Layers: ["0/layer.tar", "1/layer.tar"] }];
    assert.deepEqual(files, [
        [configName, JSON.stringify(config)],
        ["0/layer.tar", "one"],
        ["1/layer.tar", "other"],
        ["manifest.json", JSON.stringify(manifest)],
    ]);
});

test("one that does not take it says why", async () => {
    const { docker } = engine('{"errorDetail":{"message":"no space"},"error":"no space"}\n');
    await assert.rejects(loadImage(docker, { name: "a:1", config, layers: [] }), /^Error: no space$/);
});

test("a layer that breaks off ends it", async () => {
    const broken = {
        size: 10,
        open: async () => {
            throw new Error("reset");
        },
    };
    await assert.rejects(loadImage(engine("").docker, { name: "a:1", config, layers: [broken] }), /reset|aborted/);
});
