import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What a registry can do, or does not. */
export interface Abilities {
    /** Lists referrers by itself. Defaults to true. */
    referrers?: boolean;
    /** Tags cannot be moved: `"TAG_INVALID"` as the code of its refusal. Defaults to false. */
    immutable?: boolean;
    /** Mounts blobs of other repositories. Defaults to true. */
    mounts?: boolean;
    /** Longest body that is let through, in bytes. No limit by default. */
    longestBody?: number;
}

/** A registry in the test's process, of the OCI distribution specification 1.1. */
export interface MemoryRegistry {
    /** `127.0.0.1:port`. */
    host: string;
    abilities: Abilities;
    /** Blobs by `repository@digest`. */
    blobs: Map<string, Buffer>;
    /** Manifests by `repository@digest` and `repository:tag`. */
    manifests: Map<string, { mediaType: string; bytes: Buffer }>;
    /** Methods and paths of all requests until now. */
    requests: string[];
    stop(): Promise<void>;
}

const digestOf = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** Starts a registry on a free port of the loopback. */
export async function startMemoryRegistry(abilities: Abilities = {}): Promise<MemoryRegistry> {
    const uploads = new Map<string, Buffer>();
    const registry: MemoryRegistry = {
        host: "",
        abilities,
        blobs: new Map(),
        manifests: new Map(),
        requests: [],
        stop: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
    const server = createServer(async (request, response) => {
        registry.requests.push(`${request.method} ${request.url}`);
        const body = await buffer(request).catch(() => undefined);
        if (body !== undefined) {
            answer(registry, uploads, { request, response, body });
        }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    registry.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    return registry;
}

interface Exchange {
    request: IncomingMessage;
    response: ServerResponse;
    body: Buffer;
}

function answer(registry: MemoryRegistry, uploads: Map<string, Buffer>, exchange: Exchange): void {
    const { request, response, body } = exchange;
    const url = new URL(request.url ?? "/", "http://registry");
    const [, name = "", kind, reference = ""] =
        /^\/v2\/(.+)\/(blobs\/uploads|blobs|manifests)\/(.*)$/.exec(url.pathname) ?? [];
    const refuse = (status: number, code: string) =>
        response.writeHead(status).end(JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }));
    if (body.length > (registry.abilities.longestBody ?? Number.POSITIVE_INFINITY)) {
        refuse(413, "SIZE_INVALID");
    } else if (kind === "blobs/uploads") {
        upload(registry, uploads, { ...exchange, url, name, id: reference, refuse });
    } else if (kind === "blobs") {
        const blob = registry.blobs.get(`${name}@${reference}`);
        const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
        const part = start === undefined ? blob : blob?.subarray(Number(start), Number(end) + 1);
        const range = { "content-range": `bytes ${start}-${end}/${blob?.length}` };
        part === undefined
            ? refuse(404, "BLOB_UNKNOWN")
            : response
                  .writeHead(start === undefined ? 200 : 206, {
                      "content-length": part.length,
                      ...(start ? range : {}),
                  })
                  .end(request.method === "HEAD" ? undefined : part);
    } else if (kind === "manifests" && request.method === "PUT") {
        putManifest(registry, exchange, { name, reference, refuse });
    } else if (kind === "manifests") {
        const found = registry.manifests.get(`${name}${reference.includes(":") ? "@" : ":"}${reference}`);
        found === undefined
            ? refuse(404, "MANIFEST_UNKNOWN")
            : response.writeHead(200, { "content-type": found.mediaType }).end(found.bytes);
    } else {
        refuse(404, "UNSUPPORTED");
    }
}

type Refuse = (status: number, code: string) => void;

function upload(
    { blobs, abilities }: MemoryRegistry,
    uploads: Map<string, Buffer>,
    {
        request,
        response,
        body,
        url,
        name,
        id,
        refuse,
    }: Exchange & { url: URL; name: string; id: string; refuse: Refuse },
): void {
    const mount = url.searchParams.get("mount");
    const there = blobs.get(`${url.searchParams.get("from")}@${mount}`);
    const known = uploads.get(id);
    // A query of its own, as registries have that keep their state there.
    const location = (of: string) => ({ location: `/v2/${name}/blobs/uploads/${of}?_state=a%2Bb` });
    if (request.method === "POST" && there !== undefined && abilities.mounts !== false) {
        blobs.set(`${name}@${mount}`, there);
        response.writeHead(201).end();
    } else if (request.method === "POST") {
        const begun = randomUUID();
        uploads.set(begun, Buffer.alloc(0));
        response.writeHead(202, location(begun)).end();
    } else if (known === undefined || url.search.slice(0, 13) !== "?_state=a%2Bb") {
        refuse(404, "BLOB_UPLOAD_UNKNOWN");
    } else if (request.method === "DELETE") {
        uploads.delete(id);
        response.writeHead(204).end();
    } else if (request.method === "GET") {
        response.writeHead(204, { ...location(id), range: `0-${Math.max(0, known.length - 1)}` }).end();
    } else if (request.method === "PATCH") {
        const [start] = (request.headers["content-range"] ?? "").split("-");
        if (Number(start) !== known.length) {
            refuse(416, "RANGE_INVALID");
        } else {
            uploads.set(id, Buffer.concat([known, body]));
            response.writeHead(202, { ...location(id), range: `0-${known.length + body.length - 1}` }).end();
        }
    } else {
        const blob = Buffer.concat([known, body]);
        const digest = url.searchParams.get("digest");
        if (digest !== digestOf(blob)) {
            refuse(400, "DIGEST_INVALID");
        } else {
            uploads.delete(id);
            blobs.set(`${name}@${digest}`, blob);
            response.writeHead(201, { location: `/v2/${name}/blobs/${digest}` }).end();
        }
    }
}

function putManifest(
    { blobs, manifests, abilities }: MemoryRegistry,
    { request, response, body }: Exchange,
    { name, reference, refuse }: { name: string; reference: string; refuse: Refuse },
): void {
    const { config, layers = [], manifests: inner = [], subject } = JSON.parse(body.toString("utf8"));
    const lacking = [...layers, ...(config ? [config] : [])].filter(({ digest }) => !blobs.has(`${name}@${digest}`));
    const unknown = (inner as { digest: string }[]).filter(({ digest }) => !manifests.has(`${name}@${digest}`));
    const key = `${name}${reference.includes(":") ? "@" : ":"}${reference}`;
    if (lacking.length + unknown.length > 0) {
        refuse(400, "MANIFEST_BLOB_UNKNOWN");
    } else if (abilities.immutable === true && !reference.includes(":") && manifests.has(key)) {
        refuse(400, "TAG_INVALID");
    } else {
        const document = { mediaType: request.headers["content-type"] ?? "", bytes: body };
        manifests.set(key, document).set(`${name}@${digestOf(body)}`, document);
        const listed = subject !== undefined && abilities.referrers !== false;
        response
            .writeHead(201, {
                "docker-content-digest": digestOf(body),
                ...(listed ? { "oci-subject": subject.digest } : {}),
            })
            .end();
    }
}
