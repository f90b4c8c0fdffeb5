import { connectEngine } from "../components/engine/connect";
import { ensureBases } from "./bases";
import { ensureReleasedEngine, runningEngine } from "./engine";
import { StateFolder } from "./host";

/** What the engine has when it is handed over. */
const BASES = ["python:3.13-slim"];

/** Starts a Docker Engine of another release, `npm run engine -- 28.5`, and prints the setting that names it. */
async function main(name = ""): Promise<void> {
    const state = new StateFolder();
    const host = await state.exclusively(async () => {
        const address = await ensureReleasedEngine(state, name);
        const other = await runningEngine(state);
        const source = other === undefined ? undefined : connectEngine(other.host);
        await ensureBases(connectEngine(address), state, BASES, source);
        return address;
    });
    console.log(`DOCKER_HOST=${host}`);
}

main(process.argv[2]).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
