import { connectEngine } from "../../components/engine/connect";
import { limitBuildCache, removeTestImages } from "../engine";
import { StateFolder, say } from "../host";
import type { Machine } from "../machine";
import { removeTestRepositories } from "../registry";

/** Bytes of build cache that stay: enough for what the next run begins with. */
const KEPT_CACHE = 1.2e9;

/** An image that is older is none of another run that is under way. */
const HOURS = 3;

/** Bytes that a run of all tests needs beside what is kept: images, the cache of builds, a registry, three engines. */
const ROOM = 25e9;

/**
 * Removes images that earlier runs left on an engine that setup started; where the disk has little room, most of the
 * build cache as well.
 */
export async function removeFormerLeftovers({ engine }: Machine): Promise<void> {
    const state = new StateFolder();
    if (engine.own) {
        const docker = connectEngine(engine.host);
        await removeTestImages(docker, { until: Date.now() / 1000 - HOURS * 3600 });
        if ((await state.freeBytes()) < ROOM) await limitBuildCache(docker, KEPT_CACHE);
    }
    const free = await state.freeBytes();
    if (free < ROOM) {
        say(
            `the disk has ${gigabytes(free)} free, and all tests together need ${gigabytes(ROOM)}: some may fail for that`,
        );
    }
}

function gigabytes(bytes: number): string {
    return `${(bytes / 1e9).toFixed(0)} GB`;
}

/**
 * Removes what a run of the tests leaves in an engine and a registry that setup started: images, pushed images, and most
 * of the build cache.
 *
 * @param start when the run began, in seconds since 1970
 */
export async function removeLeftovers({ engine }: Machine, start: number): Promise<void> {
    const state = new StateFolder();
    await state.exclusively(async () => {
        await removeTestRepositories(state);
        if (!engine.own) return;
        const docker = connectEngine(engine.host);
        await removeTestImages(docker, { from: start });
        await limitBuildCache(docker, KEPT_CACHE);
    });
}
