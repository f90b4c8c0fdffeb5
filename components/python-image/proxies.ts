import { isLoopback } from "../registry/reference";

/** Build arguments that BuildKit knows by itself and keeps out of the image's history. */
export const proxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"];

/** The proxies in the configuration of the Docker CLI, by the address of an engine or for all as `default`. */
export interface ConfiguredProxies {
    [engine: string]: { [name: string]: string | undefined } | undefined;
}

/** What the configuration calls each of them. */
const configured: { [variable: string]: string } = {
    HTTP_PROXY: "httpProxy",
    HTTPS_PROXY: "httpsProxy",
    FTP_PROXY: "ftpProxy",
    NO_PROXY: "noProxy",
    ALL_PROXY: "allProxy",
};

/** Where proxies are found. */
export interface ProxySources {
    environment: NodeJS.ProcessEnv;
    configuration: ConfiguredProxies;
    /** Address of the engine that builds. */
    engine: string;
    /** As `process.platform` has it. */
    system: string;
}

/** The proxies of a build. */
export interface Proxies {
    /** Values by the name of their build argument. */
    values: { [variable: string]: string };
    /** Whether one is on the loopback of this machine, so that RUN steps have to share its network. */
    onLoopback: boolean;
    /** Why one cannot be reached from the build; undefined where all can. */
    unreachable: string | undefined;
}

/** The proxies of this machine's environment, and those of the Docker CLI's configuration that it does not name. */
export function findProxies({ environment, configuration, engine, system }: ProxySources): Proxies {
    const own = configuration[engine] ?? configuration.default ?? {};
    const found = proxyVariables.flatMap((name) => {
        const value = environment[name] || environment[name.toLowerCase()] || own[configured[name] as string];
        return value ? [[name, value] as const] : [];
    });
    const isLocal = /^(unix|npipe):/.test(engine) || isOnLoopback(engine);
    // Docker Desktop runs the engine in a machine of its own, which knows this one by a name.
    const inside = isLocal && system !== "linux";
    const values = found.map(([name, value]) => [name, inside && name !== "NO_PROXY" ? toHost(value) : value] as const);
    const loopback = found.filter(([name, value]) => name !== "NO_PROXY" && isOnLoopback(value));
    const [name] = loopback[0] ?? [];
    return {
        values: Object.fromEntries(values),
        onLoopback: loopback.length > 0 && isLocal && !inside,
        unreachable:
            name === undefined || isLocal
                ? undefined
                : `${name}: expected a proxy that the engine at ${engine} reaches, got one on the loopback of this machine. ` +
                  "Name it by an address that holds there, or leave it out.",
    };
}

/** With or without a scheme, as proxies are given. */
function isOnLoopback(address: string): boolean {
    const url = address.includes("://") ? address : `http://${address}`;
    return URL.canParse(url) && isLoopback(new URL(url).host);
}

function toHost(address: string): string {
    return isOnLoopback(address)
        ? address.replace(/(?<=^|[/@])(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})(?=[:/]|$)/, "host.docker.internal")
        : address;
}
