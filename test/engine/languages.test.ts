import assert from "node:assert/strict";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, type TestContext, test } from "node:test";
import type { LocalWorkspace, OutputMap } from "@pulumi/pulumi/automation";
import { connectEngine } from "../../components/engine/connect";
import { ensureBuilt } from "../../setup/build";
import { StateFolder } from "../../setup/host";
import { runContainer } from "../support/container";
import { type EngineProgram, openProgram } from "../support/engine-program";
import { pulumiOrSkip, sharedMachine } from "../support/machine";
import { processDirectory } from "../support/tree";

const root = join(__dirname, "../..");
const languages = join(root, "examples/languages");

/** A copy of the examples in all languages, which names the plugin by its absolute path. */
function copied(language: string): string {
    const directory = processDirectory(language);
    cpSync(languages, directory, {
        recursive: true,
        filter: (path) => !/\/(venv|sdks|bin|obj|target|node_modules|\.python-image)(\/|$)/.test(path),
    });
    const manifest = join(directory, language, "Pulumi.yaml");
    const text = readFileSync(manifest, "utf8")
        .replace("../../../plugin", join(root, "plugin"))
        .replace("virtualenv: venv", `virtualenv: ${new StateFolder().path("python-program")}`);
    writeFileSync(manifest, text);
    return join(directory, language);
}

describe("the same image from each language", () => {
    const found = new Map<string, OutputMap>();
    before(ensureBuilt);

    /** Runs the example of a language, and keeps its outputs. */
    async function deploy(test: TestContext, language: string, host = language): Promise<EngineProgram | undefined> {
        const cli = await pulumiOrSkip(test, host);
        if (cli === undefined) {
            return undefined;
        }
        const { registry } = await sharedMachine();
        const directory = copied(language);
        if (language === "typescript") {
            symlinkSync(join(root, "node_modules"), join(directory, "../node_modules"));
        }
        const program = await openProgram(cli, directory, processDirectory("backend"));
        const { stack } = program;
        if (language !== "typescript") {
            await (stack.workspace as LocalWorkspace).install();
        }
        await stack.setConfig("repository", { value: `${registry}/languages/${language}` });
        const onOutput = program.record;
        const { outputs } = await stack.up({ onOutput });
        found.set(language, outputs);
        await stack.preview({ onOutput, expectNoChanges: true });
        return program;
    }

    test("TypeScript", async (test) => {
        await deploy(test, "typescript", "nodejs");
    });

    test("Python, whose image runs", async (test) => {
        const program = await deploy(test, "python");
        if (program === undefined) {
            return;
        }
        const { engine } = await sharedMachine();
        const run = await runContainer(connectEngine(engine.host), found.get("python")?.ref?.value, [
            "python",
            "report.py",
        ]);
        assert.equal(run.stdout, "123.5 million\n", run.stderr);
    });

    test("YAML", async (test) => {
        await deploy(test, "yaml");
    });

    test("Go", async (test) => {
        await deploy(test, "go");
    });

    test("digest and size are those of the program in TypeScript", () => {
        const { typescript, ...others } = Object.fromEntries(found);
        for (const [language, { digest, size }] of Object.entries(others)) {
            assert.equal(digest?.value, typescript?.digest?.value, language);
            assert.deepEqual(size?.value, typescript?.size?.value, language);
        }
    });
});
