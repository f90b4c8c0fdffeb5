import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type Docker from "dockerode";
import { diskUseOf } from "../../components/engine/disk-use";
import { diskLine, explainFailure } from "../../components/python-image/diagnosis/explain-failure";
import { temporaryDirectory } from "../support/tree";

const answer = {
    LayersSize: 12e9,
    Images: [
        { RepoTags: ["api:1"], Size: 5e9, SharedSize: 1e9, Containers: 0 },
        { RepoTags: ["<none>:<none>"], Size: 3e9, SharedSize: 1e9, Containers: 0 },
        { RepoTags: null, Size: 3e9, SharedSize: -1, Containers: 1 },
    ],
    BuildCache: [
        { Size: 20e9, InUse: false, Shared: false },
        { Size: 5e9, InUse: true, Shared: false },
        { Size: 9e9, InUse: false, Shared: true },
    ],
    Containers: [{ SizeRw: 1e6 }, {}],
    Volumes: [{ UsageData: { Size: 2e9 } }, { UsageData: { Size: -1 } }, { UsageData: null }],
};

const line =
    "What takes it there: images 12 GB (2 GB of them without a name), the cache of builds 25 GB (20 GB not in use), " +
    "containers 1 MB, volumes 2 GB.";

test("what takes an engine's disk is summed up as `docker system df` does", () => {
    assert.equal(diskLine(diskUseOf(answer)), line);
    assert.equal(diskUseOf({}).images, 0);
});

const build = { name: "api", platform: "linux/arm64", secrets: [] };
const failed = (output: string[], error: string) => ({ step: "[builder 2/2] RUN : 'Install uv'", output, error });

test("a full disk is told with it, or without where the engine does not answer (E7)", async () => {
    const full = failed(["write /x: no space left on device"], "exit code: 1");
    const told = async (df: () => Promise<unknown>) => explainFailure(build, full, { df } as unknown as Docker);
    const [first, second] = (await told(async () => answer)).split("\n");
    assert.match(first ?? "", /The engine's disk is full\. .*`docker builder prune`/);
    assert.equal(second, line);
    const silent = await told(async () => Promise.reject(new Error("no")));
    assert.equal(silent.includes("What takes it there"), false);
});

test("a platform that is not emulated is named, whatever the engine prints (R15)", async () => {
    const docker = {} as Docker;
    for (const one of [failed(["exec /bin/sh: exec format error"], "exit code: 1"), failed([], "x: exit code: 255")]) {
        const told = await explainFailure(build, one, docker);
        assert.match(told, /The engine cannot run programs of linux\/arm64\. .*binfmt --install arm64/);
    }
    assert.doesNotMatch(await explainFailure(build, failed(["bad"], "exit code: 255"), docker), /cannot run programs/);
});

test("the whole log of the step that failed is a file beside its context, without secrets", async (t) => {
    const context = join(temporaryDirectory(t), "api");
    const lines = Array.from({ length: 40 }, (_, number) => `line ${number}, token s3cret`);
    const told = await explainFailure(
        { ...build, secrets: ["s3cret"], context },
        failed(lines, "exit code: 1"),
        {} as Docker,
    );
    assert.equal(told.split("\n").at(-1), `The whole log: ${context}.log`);
    const log = readFileSync(`${context}.log`, "utf8");
    assert.equal(log.split("\n").length, 43);
    assert.equal(log.startsWith("[builder 2/2] RUN : 'Install uv'\nline 0, token "), true);
    assert.equal(log.endsWith("\nexit code: 1\n"), true);
    assert.equal(log.includes("s3cret"), false);
    const nowhere = { ...build, context: join(context, "not", "there") };
    assert.doesNotMatch(await explainFailure(nowhere, failed(lines, "exit code: 1"), {} as Docker), /The whole log/);
});
