import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ConfiguredProxies } from "./proxies";

/** `proxies` of the Docker CLI's configuration; none where it cannot be read, which is told where a login is read from it. */
export function configuredProxies(environment: NodeJS.ProcessEnv): ConfiguredProxies {
    const file = join(environment.DOCKER_CONFIG || join(homedir(), ".docker"), "config.json");
    try {
        const { proxies } = JSON.parse(readFileSync(file, "utf8")) as { proxies?: ConfiguredProxies };
        return proxies ?? {};
    } catch {
        return {};
    }
}
