import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { lock } from "proper-lockfile";
import { say } from "./progress";

const LOCK = "lock";

/** How long one setup may keep another waiting: bootstrapping all base images takes minutes. */
const LOCK_WAIT_SECONDS = 1800;

/**
 * The folder that keeps what setup started or made: the engine's data, the registry's data, their process records.
 * All clones of this repository on a machine share it, so that a fresh clone is ready within seconds.
 */
export class StateFolder {
    /** Set `PYTHON_IMAGE_STATE` to have one elsewhere than in the user's cache folder. */
    constructor(readonly folder: string = defaultFolder(process.env)) {}

    /** A path below the folder. */
    path(...names: string[]): string {
        return join(this.folder, ...names);
    }

    /** Eight hex digits that tell this folder from others: names of things that live outside it carry them. */
    get mark(): string {
        return createHash("sha256").update(this.folder).digest("hex").slice(0, 8);
    }

    /** Bytes that are free where the folder is. */
    async freeBytes(): Promise<number> {
        const { bavail: blocks, bsize: size } = await statfs(this.folder);
        return blocks * size;
    }

    /** Writes a JSON file below the folder. */
    async write(name: string, value: unknown): Promise<void> {
        await mkdir(dirname(this.path(name)), { recursive: true });
        await writeFile(this.path(name), `${JSON.stringify(value, undefined, 4)}\n`);
    }

    /** Reads a JSON file below the folder; undefined if there is none. */
    async read<T>(name: string): Promise<T | undefined> {
        try {
            return JSON.parse(await readFile(this.path(name), "utf8")) as T;
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
            throw error;
        }
    }

    /** Removes a file or a folder below the folder. */
    async remove(name: string): Promise<void> {
        await rm(this.path(name), { recursive: true, force: true });
    }

    /** Removes everything in the folder but the lock of who does it. */
    async clear(): Promise<void> {
        for (const name of await readdir(this.folder)) {
            if (name !== LOCK) await this.remove(name);
        }
    }

    /** Runs `work` while no other setup, of this clone or another, does anything with the folder. */
    async exclusively<T>(work: () => Promise<T>): Promise<T> {
        await mkdir(this.folder, { recursive: true });
        const release = await this.acquire();
        try {
            return await work();
        } finally {
            await release();
        }
    }

    private async acquire(): Promise<() => Promise<void>> {
        const now = { stale: 30_000, lockfilePath: this.path(LOCK) };
        try {
            return await lock(this.folder, now);
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
            say("another setup is at work on this machine; waiting for it");
            const patiently = { retries: LOCK_WAIT_SECONDS, factor: 1, minTimeout: 1000, maxTimeout: 1000 };
            return lock(this.folder, { ...now, retries: patiently });
        }
    }
}

/** `$PYTHON_IMAGE_STATE`, else `python-image` in the user's cache folder. */
export function defaultFolder(env: NodeJS.ProcessEnv): string {
    return env.PYTHON_IMAGE_STATE || join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "python-image");
}
