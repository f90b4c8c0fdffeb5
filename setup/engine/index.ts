// Docker Engines: found, or installed and started.
export { copyImage } from "./copy-image";
export { type Engine, ensureEngine, ensureOwnEngine, runningEngine } from "./engine";
export { removeOldImages } from "./old-images";
export { runningOwnEngine, startOwnEngine, stopOwnEngine } from "./own";
export { finished, pullImage } from "./progress";
export { engineReleases, ensureReleasedEngine, runningReleases, stopReleasedEngine } from "./releases";
