import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { Base, Bytecode, Installer, Prune, type PythonImageArgs, Strategy } from "../../components/index";
import { runContainer } from "../support/container";
import { type ImageOutputs, type LiveProgram, liveProgram } from "../support/live-program";
import { sharedBase } from "../support/machine";
import { quickstartRequirements } from "../support/requirements";

/** The article's strategies on the same requirements, and ours. */
const variants: { [name: string]: Partial<PythonImageArgs> } = {
    full: { strategy: Strategy.SingleStage, base: Base.Full, installer: Installer.Pip, venvName: "python-poc" },
    slim: { strategy: Strategy.SingleStage, installer: Installer.Pip },
    multi: { installer: Installer.Pip, prune: Prune.None, bytecode: Bytecode.All },
    ours: {},
    minimal: { strategy: Strategy.Minimal },
};

describe("the article's strategies", () => {
    let program: LiveProgram;
    const images: { [name: string]: ImageOutputs } = {};

    before(async () => {
        program = await liveProgram(quickstartRequirements);
        await sharedBase("python:3.13");
        for (const [name, variant] of Object.entries(variants)) {
            images[name] = await program.up(name, { repository: `${program.registry}/${name}`, ...variant });
        }
    });

    it("order by size as in the article, and ours lie below", () => {
        const sizes = Object.keys(variants).map((name) => images[name]?.size.unpackedBytes ?? 0);
        assert.deepEqual(
            [...sizes].sort((one, other) => other - one),
            sizes,
            JSON.stringify(sizes),
        );
        const [full, , multi] = sizes as [number, number, number];
        assert.ok(multi <= 0.45 * full, `${multi} of ${full}`);
    });

    for (const name of Object.keys(variants)) {
        it(`${name} runs its requirements as the image's user`, async () => {
            const command = [
                "python",
                "-c",
                "import pandas, numpy, matplotlib, requests, plotly, os; print(os.getuid())",
            ];
            const run = await runContainer(program.docker, images[name]?.ref ?? "", command);
            assert.deepEqual([run.exitCode, run.stdout], [0, "10001\n"], run.stderr);
        });

        it(`${name} has no pip in its environment`, async () => {
            const command = ["python", "-m", "pip", "--version"];
            const run = await runContainer(program.docker, images[name]?.ref ?? "", command);
            assert.match(run.stderr, /No module named pip/);
        });
    }

    it("has no shell in the minimal image", async () => {
        await assert.rejects(
            runContainer(program.docker, images.minimal?.ref ?? "", ["sh", "-c", "true"]),
            /executable file not found|no such file/,
        );
    });
});
