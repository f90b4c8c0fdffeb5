import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type DaemonRecord, runningDaemon, startDaemon, stopDaemon } from "../../../../setup/host/daemon";
import { StateFolder } from "../../../../setup/host/state";

const skip = existsSync("/proc/self/stat") ? false : "daemons are only started on Linux";

async function temporaryState(t: TestContext): Promise<StateFolder> {
    const folder = await mkdtemp(join(tmpdir(), "daemon-"));
    t.after(() => rm(folder, { recursive: true }));
    return new StateFolder(folder);
}

function daemon(state: StateFolder, script: string) {
    const ready = state.path("ready");
    return {
        program: process.execPath,
        args: ["-e", script, ready],
        log: state.path("log"),
        ready: async () => existsSync(ready),
        timeoutSeconds: 20,
    };
}

const SERVE = "require('fs').writeFileSync(process.argv[1], ''); setInterval(() => {}, 1000)";

test("a daemon that is started is known by its record, and stopped", { skip }, async (t) => {
    const state = await temporaryState(t);
    const record = await startDaemon(daemon(state, SERVE));
    await state.write("record.json", record);
    assert.deepEqual(await runningDaemon(state, "record.json"), record);
    await stopDaemon(record);
    assert.equal(await runningDaemon(state, "record.json"), undefined);
    await stopDaemon(record);
});

test("a process that has the id of a daemon that is gone is left alone", { skip }, async (t) => {
    const state = await temporaryState(t);
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    t.after(() => other.kill());
    const record: DaemonRecord = { pid: other.pid as number, started: "1" };
    await state.write("record.json", record);
    assert.equal(await runningDaemon(state, "record.json"), undefined);
    await stopDaemon(record);
    assert.equal(other.exitCode, null);
    process.kill(other.pid as number, 0);
});

test("a daemon that ends at once is an error with the end of its log", { skip }, async (t) => {
    const state = await temporaryState(t);
    await assert.rejects(startDaemon(daemon(state, "console.error('no such option'); process.exit(3)")), {
        message:
            `${process.execPath}: expected an answer within 20 s, got exit code 3. ` +
            `Its log, ${state.path("log")}, ends with:\nno such option`,
    });
});
