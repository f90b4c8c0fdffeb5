// The machine itself: its programs, packages and processes, and the folder that setup keeps its state in.
export { findProgram, runCommand, searchPath } from "./command";
export { runningDaemon, startDaemon, stopRecorded } from "./daemon";
export { type DebianSystem, makeDebian } from "./debian";
export { ensureEmulation } from "./emulation";
export { ensureInstalled, installObstacle, needs, unpackPackage } from "./packages";
export { say } from "./progress";
export { defaultFolder, StateFolder } from "./state";
export { machineSurroundings, type Surroundings } from "./surroundings";
export { ensureZstdNode } from "./zstd-node";
