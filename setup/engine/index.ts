// Docker Engines: found, or installed and started.
export { limitBuildCache } from "./build-cache";
export { copyImage } from "./copy-image";
export { type Engine, ensureEngine, ensureOwnEngine, runningEngine } from "./engine";
export { runningOwnEngine, startOwnEngine, stopOwnEngine } from "./own";
export { finished, pullImage } from "./progress";
export { engineReleases, ensureReleasedEngine, runningReleases, stopReleasedEngine } from "./releases";
export { removeTestImages } from "./test-images";
