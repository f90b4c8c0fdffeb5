import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { defaultFolder, StateFolder } from "../../../../setup/host/state";

async function temporaryState(t: TestContext): Promise<StateFolder> {
    const folder = await mkdtemp(join(tmpdir(), "state-"));
    t.after(() => rm(folder, { recursive: true }));
    return new StateFolder(folder);
}

test("the folder is the one that is asked for, else one in the user's cache", () => {
    assert.equal(defaultFolder({ PYTHON_IMAGE_STATE: "/s", XDG_CACHE_HOME: "/c" }), "/s");
    assert.equal(defaultFolder({ XDG_CACHE_HOME: "/c" }), "/c/python-image");
    assert.match(defaultFolder({}), /\/\.cache\/python-image$/);
});

test("what is written is read again; what never was is undefined", async (t) => {
    const state = await temporaryState(t);
    await state.write("engine/process.json", { pid: 7 });
    assert.deepEqual(await state.read("engine/process.json"), { pid: 7 });
    assert.equal(await state.read("registry/process.json"), undefined);
});

test("two setups at once do their work one after the other", async (t) => {
    const state = await temporaryState(t);
    const events: string[] = [];
    const work = (name: string) => async () => {
        events.push(`${name} begins`);
        await sleep(50);
        events.push(`${name} ends`);
    };
    await Promise.all([
        state.exclusively(work("one")),
        sleep(10).then(() => new StateFolder(state.folder).exclusively(work("two"))),
    ]);
    assert.deepEqual(events, ["one begins", "one ends", "two begins", "two ends"]);
});

test("work that fails lets the next one in, and clearing leaves nothing", async (t) => {
    const state = await temporaryState(t);
    await assert.rejects(
        state.exclusively(async () => {
            throw new Error("broken");
        }),
        { message: "broken" },
    );
    await state.write("a/b.json", 1);
    await state.exclusively(() => state.clear());
    assert.deepEqual(await readdir(state.folder), []);
});
