import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What can go wrong with a request. */
export const FAULTS = ["drop", "reset-body", "truncate", "corrupt", "delay", "429", "500", "502-html"] as const;
export type Fault = (typeof FAULTS)[number];

/** Says what goes wrong with a request, by its number from 0; undefined if nothing does. */
export type FaultPlan = (number: number, request: { method: string; path: string }) => Fault | undefined;

/** A proxy before a registry that spoils answers as it is told. */
export interface FaultProxy {
    /** `127.0.0.1:port`. */
    host: string;
    /** What goes wrong; a test may change it at any time. */
    plan: FaultPlan;
    /** Requests since the last call of `reset`. */
    requests: { method: string; path: string; fault: Fault | undefined }[];
    reset(): void;
    stop(): Promise<void>;
}

/** Starts a proxy on a free port of the loopback. `delayMs` is how long a delayed answer takes. */
export async function startFaultProxy(target: string, { delayMs = 2_000 } = {}): Promise<FaultProxy> {
    const server = createServer((incoming, outgoing) => {
        const seen = { method: incoming.method ?? "", path: incoming.url ?? "" };
        const fault = proxy.plan(proxy.requests.length, seen);
        proxy.requests.push({ ...seen, fault });
        incoming.on("error", () => {});
        outgoing.on("error", () => {});
        void answer(target, incoming, outgoing, fault, delayMs);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const proxy: FaultProxy = {
        host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        plan: () => undefined,
        requests: [],
        reset: () => {
            proxy.requests = [];
        },
        stop: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
    return proxy;
}

async function answer(
    target: string,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    fault: Fault | undefined,
    delayMs: number,
): Promise<void> {
    if (fault === "drop") {
        incoming.socket.destroy();
    } else if (fault === "429") {
        outgoing.writeHead(429, { "retry-after": "0", "content-type": "application/json", connection: "close" });
        outgoing.end('{"errors":[{"code":"TOOMANYREQUESTS","message":"slow down"}]}');
    } else if (fault === "500") {
        outgoing.writeHead(500, { "content-type": "application/json", connection: "close" });
        outgoing.end('{"errors":[{"code":"UNKNOWN","message":"out of disk"}]}');
    } else if (fault === "502-html") {
        outgoing.writeHead(502, { "content-type": "text/html", connection: "close" });
        outgoing.end("<html><h1>Bad Gateway</h1></html>");
    } else {
        await sleep(fault === "delay" ? delayMs : 0);
        forward(target, incoming, outgoing, fault);
    }
}

function forward(target: string, incoming: IncomingMessage, outgoing: ServerResponse, fault: Fault | undefined): void {
    const [hostname, port] = target.split(":");
    const { method, url: path, headers } = incoming;
    const onward = request({ hostname, port, method, path, headers }, async (answered) => {
        const parts: Buffer[] = [];
        for await (const part of answered) {
            parts.push(part);
        }
        const body = Buffer.concat(parts);
        const { "content-length": _, "transfer-encoding": __, ...rest } = answered.headers;
        const length = method === "HEAD" ? answered.headers["content-length"] : body.length;
        const half = Math.floor(body.length / 2);
        if (fault === "truncate") {
            outgoing.writeHead(answered.statusCode ?? 500, { ...rest, "content-length": half });
            outgoing.end(body.subarray(0, half));
        } else if (fault === "corrupt") {
            body[half] = (body[half] ?? 0) ^ 0xff;
            outgoing.writeHead(answered.statusCode ?? 500, { ...rest, "content-length": body.length });
            outgoing.end(body);
        } else if (fault === "reset-body") {
            outgoing.writeHead(answered.statusCode ?? 500, { ...rest, "content-length": body.length });
            outgoing.write(body.subarray(0, half), () => incoming.socket.destroy());
        } else {
            outgoing.writeHead(answered.statusCode ?? 500, {
                ...rest,
                ...(length === undefined ? {} : { "content-length": length }),
            });
            outgoing.end(body);
        }
    });
    onward.on("error", () => incoming.socket.destroy());
    incoming.pipe(onward);
}
