import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import * as zlib from "node:zlib";
import { answeringEngine } from "../support/engine-stand-in";
import { runExample } from "../support/registry-example";

const snippets = join(__dirname, "../../docs/snippets");

const config: { [key: string]: string } = {
    "private:indexPassword": "s3cret-token",
    "migrate:token": "s3cret-token",
    "ci:repository": "r.example.org/team/api",
};

const engine = answeringEngine({ after });
before(async () => {
    process.env.DOCKER_HOST = await engine;
});

describe("the programs that the docs show", () => {
    for (const name of readdirSync(snippets).filter((name) => existsSync(join(snippets, name, "index.ts")))) {
        test(`${name}: declares its images`, async () => {
            const { resources, error } = await runExample(`../docs/snippets/${name}`, { preview: true, config });
            if (name === "zstd" && !("createZstdCompress" in zlib)) {
                assert.match(error ?? "", /compression: expected .*Node/);
                return;
            }
            assert.equal(error, undefined);
            // Not the image below it: one that the registry has already is not built.
            assert.ok(resources.some(({ type }) => type === "python-image:index:PythonImage"));
        });
    }
});
