import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type PythonImageArgs, Strategy } from "../../components/index";
import type { Deployed } from "../../components/python-image/last-deployment";
import type { ProgramRun } from "../../setup/in-process/run-program";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram } from "../support/live-program";

const strategies: { [name: string]: Partial<PythonImageArgs> } = {
    "multi-stage": {},
    "single-stage": { strategy: Strategy.SingleStage },
    minimal: { strategy: Strategy.Minimal },
};

/** What a stack knows whose last image was built by an engine that is gone. */
function builtElsewhere({ state }: ProgramRun): ProgramRun["state"] {
    return Object.fromEntries(
        Object.entries(state).map(([urn, { type, outputs }]) => {
            const deployed = { ...(outputs.deployed as Deployed), imageId: `sha256:${"0".repeat(64)}` };
            return [urn, { type, outputs: { ...outputs, deployed } }];
        }),
    );
}

describe("an application's source, edited where the engine has not built the last image", () => {
    let program: LiveProgram;

    before(async () => {
        program = await liveProgram();
    });

    const write = (text: string) =>
        program.write({
            "app/main.py": `import six\nprint("${text}", six.__version__)\n`,
            "app/bin/run": "#!python\n",
        });

    for (const [name, strategy] of Object.entries(strategies)) {
        it(`is all that is built, and the image is the same as one that was built whole: ${name}`, async () => {
            const args = (repository: string): PythonImageArgs => ({
                repository: `${program.registry}/elsewhere/${repository}`,
                packages: ["six==1.17.0"],
                source: "app",
                environment: { LANGUAGE: "en" },
                command: ["python", "main.py"],
                ...strategy,
            });
            write("one");
            const one = await program.up(name, args(name));
            write("two");
            program.write({ "app/old.py": 'import six\nprint "two"\n' });
            const two = await program.up(name, args(name), { lastOutputs: builtElsewhere(one.run) });
            const whole = await program.up(`${name}-whole`, args(`${name}-whole`));
            const reused = await program.up(`${name}-reused`, args(name));
            assert.deepEqual([two.digest, reused.digest], [whole.digest, whole.digest]);
            for (const { run } of [two, whole, reused]) {
                const [warning = "", ...others] = run.outputs.warnings as string[];
                assert.match(warning, /^old\.py, line 2: Python 3\.13 cannot read it \(Missing parentheses/);
                assert.deepEqual(others, []);
            }
            assert.deepEqual(two.packages, one.packages);
            assert.match(fromOf(two.run), /^interpreter$/);
            assert.equal((await runContainer(program.docker, two.ref, [])).stdout, "two 1.17.0\n");

            write("three");
            const three = await program.up(name, args(name), { lastOutputs: two.run.state });
            assert.match(fromOf(three.run), /^interpreter$/);
            assert.equal((await runContainer(program.docker, three.ref, [])).stdout, "three 1.17.0\n");
        });
    }

    it("is laid over the published environment where it is tried there", async () => {
        const args = (repository: string): PythonImageArgs => ({
            repository: `${program.registry}/elsewhere/${repository}`,
            packages: ["six==1.17.0"],
            source: "app",
            smokeTests: [["python", "main.py"]],
        });
        write("one");
        const one = await program.up("tried", args("tried"));
        write("two");
        const two = await program.up("tried", args("tried"), { lastOutputs: builtElsewhere(one.run) });
        const whole = await program.up("tried-whole", args("tried-whole"));
        assert.match(fromOf(two.run), /^python-image-environment:[0-9a-f]{32}$/);
        assert.equal(two.digest, whole.digest);
    });

    it("is refused where it no longer holds what the image starts", async () => {
        const args = {
            repository: `${program.registry}/elsewhere/started`,
            packages: ["six==1.17.0"],
            source: "app",
            command: ["./bin/run"],
        };
        write("one");
        const one = await program.up("started", args);
        program.write({ "app/.dockerignore": "bin/run\n" });
        const lastOutputs = builtElsewhere(one.run);
        await assert.rejects(program.up("started", args, { lastOutputs }), /command: .*"\.\/bin\/run".*PI4010/s);
    });
});

/** What the build of a run laid the code over; empty if it made that itself. */
function fromOf({ resources }: ProgramRun): string {
    const image = resources.find(({ type }) => type === "docker:index/image:Image");
    const { args = {} } = (image?.inputs.build ?? {}) as { args?: { [name: string]: string } };
    return args.ASSEMBLED_IMAGE ?? "";
}
