import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { BuildProgress } from "../../components/engine/build-progress";

/** Follows an answer of Docker Engine 20.10, as it was recorded. */
function follow(name: string): BuildProgress {
    const text = readFileSync(join(__dirname, "../fixtures/builds", `${name}.jsonl`), "utf8");
    const progress = new BuildProgress();
    for (const line of text.split("\n")) {
        progress.take(line);
    }
    return progress;
}

describe("a build is followed by what the engine tells of it", () => {
    const failedStep = '[one 1/1] RUN echo "hello $((1+1))" >&2 && echo wörld && exit 3';

    test("one that fails: the step, what it printed, the engine's words", () => {
        assert.deepEqual(follow("failed").result(), {
            failed: {
                step: failedStep,
                output: ["wörld", "hello 2"],
                error: 'executor failed running [/bin/sh -c echo "hello $((1+1))" >&2 && echo wörld && exit 3]: exit code: 3',
            },
        });
        assert.deepEqual(follow("failed").started.slice(-2), ["[base 2/2] RUN true", failedStep]);
    });

    test("one that works: the image, and the steps that were run", () => {
        const imageId = "sha256:ef2b420b071ab11b8ecf60e6dcb2b95340af6f0ab366b04a0d6e42e2e5ffcf76";
        assert.deepEqual(follow("built").result(), { imageId });
        assert.equal(follow("built").started.includes('[one 1/1] RUN echo "fine now 7341"'), true);
    });

    test("steps that come from the cache have not been run", () => {
        assert.equal("imageId" in follow("cached").result(), true);
        assert.deepEqual(
            follow("cached").started.filter((step) => step.includes(" RUN ")),
            [],
        );
    });
});

test("a refusal before the first step is told with the engine's words", () => {
    const progress = new BuildProgress();
    progress.take(
        '{"errorDetail":{"message":"dockerfile parse error line 3"},"error":"dockerfile parse error line 3"}',
    );
    progress.take("");
    assert.deepEqual(progress.result(), { failed: { step: "", output: [], error: "dockerfile parse error line 3" } });
});

test("an answer that breaks off is a failure too", () => {
    const error = "the engine ended its answer without an image";
    assert.deepEqual(new BuildProgress().result(), { failed: { step: "", output: [], error } });
});
