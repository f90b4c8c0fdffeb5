import { connectEngine } from "../components/engine/connect";
import { ensureBases } from "./bases";
import { ensureReleasedEngine, runningEngine } from "./engine";
import type { StateFolder } from "./host";

/** What the engine has when it is handed over. */
const BASES = ["python:3.13-slim"];

/** The address of a Docker Engine of another release, with the base images of the machine's own engine, if that runs. */
export async function releasedEngine(state: StateFolder, name: string): Promise<string> {
    return state.exclusively(async () => {
        const host = await ensureReleasedEngine(state, name);
        const other = await runningEngine(state);
        const source = other === undefined ? undefined : connectEngine(other.host);
        await ensureBases(connectEngine(host), state, BASES, source);
        return host;
    });
}
