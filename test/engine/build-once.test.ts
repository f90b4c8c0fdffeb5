import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type EngineProgram, engineProgram } from "../support/engine-program";
import { pulumiOrSkip, sharedMachine } from "../support/machine";
import { type MemoryRegistry, startMemoryRegistry } from "../support/memory-registry";

const repository = "team/once";

/** A program with one image; `name` is the component's. */
const files = (registry: MemoryRegistry, name = "api") => ({
    "index.ts": `
import { PythonImage } from "pulumi-python-image";
const image = new PythonImage("${name}", {
    repository: "${registry.host}/${repository}",
    packages: ["six==1.17.0"],
    source: "app",
});
export const { ref, digest, reused } = image;
`,
    "app/main.py": "print('one')\n",
});

/** A program, and a registry with immutable tags that it pushes to; undefined where there is no CLI. */
async function begin(test: TestContext) {
    const cli = await pulumiOrSkip(test);
    if (cli === undefined) {
        return undefined;
    }
    await sharedMachine();
    const registry = await startMemoryRegistry({ immutable: true });
    test.after(() => registry.stop());
    return { cli, registry, program: await engineProgram(cli, files(registry)) };
}

/** Kinds of operations of an update, without what stays. */
const changesOf = (summary: { [kind: string]: number } | undefined) =>
    Object.fromEntries(Object.entries(summary ?? {}).filter(([kind]) => kind !== "same"));

/** From here on no engine can be reached by a program. */
const stopEngine = ({ stack }: EngineProgram) => {
    stack.workspace.envVars.DOCKER_HOST = "unix:///nowhere/docker.sock";
};

/** The tags and digests that somebody has written since the registry had so many requests. */
const writtenSince = ({ requests }: MemoryRegistry, count: number) =>
    requests.slice(count).filter((one) => !/^(GET|HEAD) /.test(one));

it("content is built once: immutable tags, a second stack, a renaming, destroy, a roll-back, no engine", async (test) => {
    const begun = await begin(test);
    if (begun === undefined) {
        return;
    }
    const { cli, registry, program: first } = begun;
    const onOutput = first.record;
    const built = await first.stack.up({ onOutput });
    const digest = built.outputs.digest?.value;
    assert.deepEqual([built.outputs.reused?.value, changesOf(built.summary.resourceChanges)], [false, { create: 3 }]);
    for (let time = 0; time < 2; time++) {
        const again = await first.stack.up({ onOutput, expectNoChanges: true });
        assert.equal(again.outputs.digest?.value, digest);
    }

    first.write({ "app/main.py": "print('two')\n" });
    const edited = await first.stack.up({ onOutput });
    assert.notEqual(edited.outputs.digest?.value, digest);
    first.write({ "app/main.py": "print('one')\n" });
    const before = registry.requests.length;
    stopEngine(first);
    const preview = await first.stack.preview({ onOutput });
    assert.equal(preview.changeSummary.create, undefined);
    assert.match(preview.stdout, /reused 127\.0\.0\.1:\d+\/team\/once:py-[0-9a-f]{12} \(built before\)/);
    const rolledBack = await first.stack.up({ onOutput });
    assert.deepEqual([rolledBack.outputs.digest?.value, rolledBack.outputs.reused?.value], [digest, true]);
    await first.stack.up({ onOutput, expectNoChanges: true });
    await first.stack.refresh({ onOutput });

    const second = await engineProgram(cli, files(registry));
    stopEngine(second);
    const other = await second.stack.up({ onOutput: second.record });
    assert.deepEqual([other.outputs.digest?.value, other.outputs.reused?.value], [digest, true]);
    await second.stack.preview({ onOutput: second.record, expectNoChanges: true });

    second.write(files(registry, "renamed"));
    const renamed = await second.stack.up({ onOutput: second.record });
    assert.equal(renamed.outputs.digest?.value, digest);

    await second.stack.destroy({ onOutput: second.record });
    const created = await second.stack.up({ onOutput: second.record });
    assert.equal(created.outputs.digest?.value, digest);
    assert.deepEqual(writtenSince(registry, before), []);
});

it("an update that was killed behind its push is gone on with: nothing is built nor pushed again", async (test) => {
    const begun = await begin(test);
    if (begun === undefined) {
        return;
    }
    const { registry, program } = begun;
    await killedUpdate(program, () => [...registry.manifests.keys()].some((one) => one.includes(":py-")));
    await program.stack.cancel();

    const before = registry.requests.length;
    const { outputs } = await program.stack.up({ onOutput: program.record });
    assert.match(outputs.digest?.value, /^sha256:[0-9a-f]{64}$/);
    assert.equal(outputs.reused?.value, true, program.log());
    assert.deepEqual(writtenSince(registry, before), []);
    await program.stack.up({ onOutput: program.record, expectNoChanges: true });
});

/** Begins an update, and kills it with all that it has started as soon as `isReached`. */
async function killedUpdate({ directory, stack }: EngineProgram, isReached: () => boolean): Promise<void> {
    const words = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", stack.name];
    const env = { ...process.env, ...stack.workspace.envVars };
    const update = spawn("pulumi", words, { cwd: directory, env, detached: true, stdio: "ignore" });
    const ended = once(update, "exit");
    while (!isReached() && update.exitCode === null) {
        await pause(5);
    }
    assert.ok(isReached(), "the update ended before");
    process.kill(-(update.pid ?? 0), "SIGKILL");
    await ended;
}
