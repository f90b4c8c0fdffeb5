import { parse } from "protobufjs";

/** What changed in a build since the last message. */
export interface BuildStatus {
    /** Instructions: named, begun, taken from the cache, failed. */
    vertexes: { digest: string; name: string; cached: boolean; started: object | null; error: string }[];
    /** What they printed. */
    logs: { vertex: string; msg: Uint8Array }[];
}

/**
 * The part of BuildKit's progress messages that is read here.
 * Source: https://github.com/moby/buildkit/blob/master/api/services/control/control.proto
 */
const { root } = parse(`
    syntax = "proto3";
    message StatusResponse { repeated Vertex vertexes = 1; repeated VertexLog logs = 3; }
    message Vertex { string digest = 1; string name = 3; bool cached = 4; Timestamp started = 5; string error = 7; }
    message VertexLog { string vertex = 1; bytes msg = 4; }
    message Timestamp { int64 seconds = 1; int32 nanos = 2; }
`);
const statusResponse = root.lookupType("StatusResponse");

/** Decodes a progress message, which the engine's API carries in base64. */
export function decodeBuildStatus(base64: string): BuildStatus {
    const message = statusResponse.decode(Buffer.from(base64, "base64"));
    return statusResponse.toObject(message, { defaults: true, arrays: true }) as BuildStatus;
}
