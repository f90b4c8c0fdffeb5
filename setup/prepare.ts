import { ensureBuilt } from "./build";

/**
 * What npm runs when it has installed this repository: as a dependency that is named by its Git URL, as the package of a
 * Pulumi plugin, or for whoever works on it. Setup's own commands build what they need by themselves, after `npm ci`.
 */
ensureBuilt().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
