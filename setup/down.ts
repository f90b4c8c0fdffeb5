import { connectEngine } from "../components/engine/connect";
import { removeStandIns } from "./bases";
import { devStack, hasState, installedPulumi, removeState, STACK } from "./cli";
import { type Engine, engineReleases, runningEngine, stopOwnEngine, stopReleasedEngine } from "./engine";
import { StateFolder } from "./host";
import { stopRegistry } from "./registry";

/** Ends what `npm run up` and `npm test` started; `--all` removes what they keep for the next time, too. */
async function main(all: boolean): Promise<void> {
    const state = new StateFolder();
    await state.exclusively(async () => {
        const engine = await runningEngine(state);
        await destroyStack(engine);
        const docker = engine === undefined ? undefined : connectEngine(engine.host);
        console.log(
            (await stopRegistry(state, docker)) ? "stopped the registry" : "no registry of its own was running",
        );
        // With an own engine they go with the engine's data.
        if (all && docker !== undefined && !engine?.own) {
            for (const name of await removeStandIns(docker)) console.log(`removed the stand-in ${name}`);
        }
        for (const release of engineReleases) {
            if (await stopReleasedEngine(state, release)) console.log(`stopped the Docker Engine ${release}`);
        }
        console.log(
            (await stopOwnEngine(state)) ? "stopped the Docker Engine" : "no Docker Engine of its own was running",
        );
        if (all) await state.clear();
    });
    if (all) await removeState();
    console.log(
        all
            ? `removed ${state.folder}`
            : `base images, build cache and pushed images stay in ${state.folder}: npm run down -- --all removes them`,
    );
}

async function destroyStack(engine: Engine | undefined): Promise<void> {
    if (!hasState()) return;
    const cli = await installedPulumi();
    if (cli === undefined || engine === undefined) {
        await removeState();
        console.log(`forgot the stack ${STACK}: it declares nothing outside the engine and the registry`);
        return;
    }
    const stack = await devStack(cli, engine.host);
    await stack.destroy({ onOutput: (line) => process.stderr.write(line), remove: true });
    console.log(`destroyed the stack ${STACK}`);
}

main(process.argv.includes("--all")).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
