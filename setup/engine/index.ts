// Docker Engines: found, or installed and started.
export { type Engine, ensureEngine, ensureOwnEngine, runningEngine } from "./engine";
export { removeOldImages } from "./old-images";
export { runningOwnEngine, startOwnEngine, stopOwnEngine } from "./own";
export { finished, pullImage } from "./progress";
