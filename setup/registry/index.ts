// A registry on the loopback: found, or installed and started.
export { removeTestRepositories, testRepositories } from "./cleaning";
export { freePort } from "./port";
export { registryProgram } from "./program";
export { ensureRegistry, stopRegistry } from "./registry";
