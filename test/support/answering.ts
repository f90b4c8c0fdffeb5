import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits until a server that was just started answers at `url`; false if it ends before, or takes ten seconds. */
export async function answering(server: ChildProcess, url: string): Promise<boolean> {
    for (let tries = 0; tries < 100 && server.exitCode === null; tries++) {
        const answers = await fetch(url).then(
            () => true,
            () => false,
        );
        if (answers) {
            return true;
        }
        await sleep(100);
    }
    return false;
}
