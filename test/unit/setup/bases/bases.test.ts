import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import type Docker from "dockerode";
import { connectEngine } from "../../../../components/engine/connect";
import { ensureBases } from "../../../../setup/bases/bases";
import { standInRecipe } from "../../../../setup/bases/recipe";
import { testImages } from "../../../../setup/engine/test-images";
import { machineSurroundings } from "../../../../setup/host";
import { StateFolder } from "../../../../setup/host/state";

interface FakeEngine {
    docker: Docker;
    requests: string[];
}

/** An engine that knows some images by their labels and can pull nothing. */
async function fakeEngine(t: TestContext, images: Record<string, Record<string, string>>): Promise<FakeEngine> {
    const requests: string[] = [];
    const server = createServer((request, answer) => {
        const path = request.url ?? "";
        requests.push(`${request.method} ${path}`);
        const labels = images[/^\/images\/(.+)\/json$/.exec(path)?.[1] ?? ""];
        const missing = path.endsWith("/json") ? 404 : 500;
        answer.writeHead(labels === undefined ? missing : 200, { "content-type": "application/json" });
        answer.end(JSON.stringify(labels === undefined ? { message: "no way out" } : { Config: { Labels: labels } }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    return { docker: connectEngine(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`), requests };
}

const state = new StateFolder("/nowhere");

test("a real image is left alone, whatever stand-in there could be", async (t) => {
    const { docker, requests } = await fakeEngine(t, { "python:3.13-slim": {} });
    assert.deepEqual(await ensureBases(docker, state, ["python:3.13-slim"]), []);
    assert.deepEqual(requests, ["GET /images/python:3.13-slim/json"]);
});

test("a stand-in of today's recipe is kept and told", async (t) => {
    const hash = standInRecipe("python:3.13-slim", await machineSurroundings())?.hash ?? "";
    const { docker, requests } = await fakeEngine(t, { "python:3.13-slim": { "io.python-image.stand-in": hash } });
    assert.deepEqual(await ensureBases(docker, state, ["python:3.13-slim"]), ["python:3.13-slim"]);
    assert.equal(requests.length, 1);
});

test("an image that can be neither pulled nor made is an error with both reasons", async (t) => {
    const { docker } = await fakeEngine(t, {});
    await assert.rejects(ensureBases(docker, state, ["python:3.8-slim"]), {
        message:
            "base image python:3.8-slim: expected that it can be pulled, " +
            "got: it cannot be pulled: (HTTP code 500) server error - no way out. " +
            "Debian's packages make 3.11, 3.13, 3.14 and 3.15 only. Load it into the engine by hand.",
    });
});

test("what tests made is told by its time, and no base is any of it", () => {
    const hours = (number: number) => 1_000_000 - number * 3600;
    const images = [
        { Id: "running", Created: hours(1), RepoTags: ["127.0.0.1:5000/live/a:1"] },
        { Id: "left", Created: hours(4), RepoTags: ["127.0.0.1:5000/live/python:1"] },
        { Id: "untagged", Created: hours(4), RepoTags: null },
        { Id: "base", Created: hours(9000), RepoTags: ["127.0.0.1:5000/live/copy:1", "python:3.13-slim"] },
    ];
    assert.deepEqual(testImages(images, { until: hours(3) }), ["left", "untagged"]);
    assert.deepEqual(testImages(images, { from: hours(3) }), ["running"]);
    const pulled = { Id: "pulled", Created: 0, RepoTags: null, RepoDigests: ["127.0.0.1:5000/tests/a/b@sha256:0"] };
    const own = { Id: "own", Created: 0, RepoTags: null, RepoDigests: ["127.0.0.1:5000/b@sha256:0"] };
    assert.deepEqual(testImages([pulled, own], { from: hours(3) }), ["pulled"]);
});
