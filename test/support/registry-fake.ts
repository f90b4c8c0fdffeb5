import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Found, RegistryClient } from "../../components/registry/client";
import { readBytes } from "../../components/registry/content";
import type { Credentials } from "../../components/registry/credentials";
import { RegistryError } from "../../components/registry/error";
import { DEFAULT_PATIENCE, type Patience } from "../../components/registry/patience";
import { parseRepository } from "../../components/registry/reference";
import type { HandmadeImage } from "./registry-image";

/** What the fake answers: a status, headers and a body, or code that answers by itself. */
export type FakeAnswer =
    | { status?: number; headers?: { [name: string]: string }; body?: string | Buffer }
    | ((request: IncomingMessage, response: ServerResponse) => void);

/** A registry in the test's process that answers from a map. */
export interface FakeRegistry {
    host: string;
    /** Answers by path, such as `/v2/team/api/blobs/sha256:…`. A list is used up to its last answer, which stays. */
    answers: Map<string, FakeAnswer | FakeAnswer[]>;
    /** All requests until now. */
    requests: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[];
    /** Puts an image into a repository, by default `team/api`, under its digest and a tag; ranges of its blobs are honoured. */
    add(image: HandmadeImage, at?: { tag?: string; repository?: string }): void;
    stop(): Promise<void>;
}

/** Patience that does not slow tests down. */
export const HASTE: Patience = {
    ...DEFAULT_PATIENCE,
    firstPauseMs: 1,
    longestPauseMs: 50,
    silenceMs: 300,
    attemptMs: 600,
};

/** A client of the fake's repository `team/api`. */
export function clientOf(
    fake: { host: string },
    credentials?: Credentials,
    patience: Patience = HASTE,
): RegistryClient {
    return new RegistryClient(parseRepository(`${fake.host}/team/api`), credentials, patience);
}

/** The `RegistryError` that a read ends with. */
export async function failure(reading: Promise<unknown>): Promise<RegistryError> {
    const thrown = await reading.then(
        () => undefined,
        (reason) => reason,
    );
    assert.ok(thrown instanceof RegistryError, `expected a RegistryError, got ${thrown}`);
    return thrown;
}

/** Body of an answer as text. */
export async function textOf(found: Found): Promise<string> {
    return (await readBytes(found, 1_000_000)).toString("utf8");
}

/** Starts a fake on a free port of the loopback. */
export async function startFakeRegistry(): Promise<FakeRegistry> {
    const server = createServer(async (request, response) => {
        const parts: Buffer[] = [];
        for await (const part of request) {
            parts.push(part);
        }
        const { method = "", url = "", headers } = request;
        fake.requests.push({ method, url, headers, body: Buffer.concat(parts).toString("utf8") });
        const answer = fake.answers.get(url.split("?", 1)[0] ?? "");
        const next = Array.isArray(answer) ? (answer.length > 1 ? answer.shift() : answer[0]) : answer;
        if (typeof next === "function") {
            next(request, response);
        } else {
            const unknown: Exclude<FakeAnswer, (...all: never) => unknown> = {
                status: 404,
                body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}',
            };
            const { status = 200, headers = {}, body = "" } = next ?? unknown;
            response.writeHead(status, headers).end(body);
        }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const fake: FakeRegistry = {
        host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        answers: new Map(),
        requests: [],
        add({ digest, manifest, mediaType, config, layers }, { tag, repository = "team/api" } = {}) {
            const headers = { "content-type": mediaType, "docker-content-digest": digest };
            for (const reference of tag === undefined ? [digest] : [digest, tag]) {
                fake.answers.set(`/v2/${repository}/manifests/${reference}`, { headers, body: manifest });
            }
            for (const blob of [config, ...layers]) {
                fake.answers.set(`/v2/${repository}/blobs/${blob.digest}`, ranged(blob.bytes));
            }
        },
        stop: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
    return fake;
}

/** Answers with the range of the bytes that is asked for. */
export function ranged(bytes: Buffer): FakeAnswer {
    return (request, response) => {
        const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
        if (first === undefined || last === undefined) {
            response.writeHead(200, { "content-length": bytes.length }).end(bytes);
        } else {
            const part = bytes.subarray(Number(first), Number(last) + 1);
            response.writeHead(206, { "content-range": `bytes ${first}-${last}/${bytes.length}` }).end(part);
        }
    };
}
