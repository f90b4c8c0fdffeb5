import { createServer } from "node:net";

/** What answers at a port of the loopback. */
export type Occupant = "registry" | "nothing" | "something else";

/** Tells whether an open registry, nothing, or something else answers at `127.0.0.1:<port>`. */
export async function occupantOf(port: number): Promise<Occupant> {
    try {
        const answer = await fetch(`http://127.0.0.1:${port}/v2/`, { signal: AbortSignal.timeout(5000) });
        const isRegistry = answer.ok && answer.headers.get("docker-distribution-api-version") !== null;
        return isRegistry ? "registry" : "something else";
    } catch {
        return (await bind(port)) === undefined ? "something else" : "nothing";
    }
}

/** A port of the loopback that nothing listens at. */
export async function freePort(): Promise<number> {
    const port = await bind(0);
    if (port === undefined) throw new Error("loopback: expected a free port, got none. End a program that holds many.");
    return port;
}

/** Listens at a port for a moment; undefined if that cannot be done. */
async function bind(port: number): Promise<number | undefined> {
    const server = createServer();
    return new Promise((resolve) => {
        server.once("error", () => resolve(undefined));
        server.listen(port, "127.0.0.1", () => {
            const address = server.address();
            server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
        });
    });
}
