import { RELEASE } from "../../setup/tests";

/** The live tests of what differs between engines: building, exporting, sizes, edits, settings of images. */
const FILES = ["main-job", "budget", "source", "values"];

/** Runs live tests in this process, on an engine of another release. */
export function runLiveTests(release: string): void {
    process.env[RELEASE] = release;
    for (const file of FILES) require(`../live/${file}.test`);
}
