import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dockerConfiguration } from "../engine/docker-configuration";
import type { ConfiguredProxies } from "./proxies";

/** `proxies` of the Docker CLI's configuration; none where it cannot be read, which is told where a login is read from it. */
export function configuredProxies(environment: NodeJS.ProcessEnv): ConfiguredProxies {
    const file = join(dockerConfiguration(environment), "config.json");
    try {
        const { proxies } = JSON.parse(readFileSync(file, "utf8")) as { proxies?: ConfiguredProxies };
        return proxies ?? {};
    } catch {
        return {};
    }
}
