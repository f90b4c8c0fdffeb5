import assert from "node:assert/strict";
import { test } from "node:test";
import { type ReadDocument, readFromLayers } from "../../components/python-image/outputs/documents";

const layer =
    (files: { [name: string]: unknown }): ReadDocument =>
    (name) =>
        name in files ? Buffer.from(JSON.stringify(files[name])) : undefined;

test("documents of several layers are read together, and none below the inventory", async () => {
    const asked: string[] = [];
    const layers = {
        code: layer({ "source-warnings.json": ["code"] }),
        documents: layer({ "sbom.cdx.json": { components: [] }, "warnings.json": ["proof"] }),
        below: layer({ "source-warnings.json": ["of another image"] }),
    };
    const read = (names: (keyof typeof layers)[]) =>
        readFromLayers(names, (name) => {
            asked.push(name);
            return layers[name];
        });
    assert.deepEqual((await read(["code", "documents", "below"]))?.warnings, ["proof", "code"]);
    assert.deepEqual(asked, ["code", "documents"]);
    assert.deepEqual((await read(["documents"]))?.warnings, ["proof"]);
    assert.equal(await read(["code"]), undefined);
});
