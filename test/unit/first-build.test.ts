import assert from "node:assert/strict";
import { test } from "node:test";
import { afterFirst } from "../../components/python-image/flow/first-build";

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

test("images of one environment begin once the first of them has built it, and others do not wait", async () => {
    const log: string[] = [];
    const build = (name: string, environment: string) =>
        afterFirst(environment, async (built) => {
            log.push(`${name} begins`);
            await soon();
            built();
            log.push(`${name} has built`);
            await soon();
            log.push(`${name} has published`);
        });
    await Promise.all([build("one", "a"), build("two", "a"), build("other", "b")]);
    assert.deepEqual(log.slice(0, 2), ["one begins", "other begins"]);
    assert.ok(log.indexOf("two begins") > log.indexOf("one has built"));
    assert.ok(log.indexOf("two begins") < log.indexOf("one has published"));
});

test("one that fails keeps no other from its own try", async () => {
    const failing = afterFirst("c", async () => {
        await soon();
        throw new Error("no");
    });
    const next = afterFirst("c", async () => "built");
    await assert.rejects(failing, /no/);
    assert.equal(await next, "built");
});
