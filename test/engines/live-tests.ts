import { after, before } from "node:test";
import { MACHINE, RELEASE, testMachine } from "../../setup/tests";
import { startRegistry, type TestRegistry } from "../support/registry-server";

/** The live tests of what differs between engines: building, exporting, sizes, edits, settings of images. */
const FILES = ["main-job", "budget", "source", "values", "drift"];

/** What failed builds are told by differs, too: these take longer. */
export const FAILURES = ["failures"];

/**
 * Runs live tests in this process, on an engine of another release, with a registry of its own: what another engine has
 * pushed would not be built again.
 */
export function runLiveTests(release: string, files = FILES): void {
    let registry: TestRegistry;
    before(async () => {
        process.env[RELEASE] = release;
        registry = await startRegistry();
        process.env[MACHINE] = JSON.stringify({ ...(await testMachine()), registry: registry.host });
    });
    after(() => registry.stop());
    for (const file of files) require(`../live/${file}.test`);
}
