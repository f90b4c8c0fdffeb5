/** One request that a registry has answered. */
export interface AccessLogEntry {
    method: string;
    path: string;
    status: number;
    /** Length of the answer's body in bytes. */
    bytes: number;
}

/** Reads the log in Apache's form: `… "GET /v2/ HTTP/1.1" 200 2 …`. */
export function parseAccessLog(text: string): AccessLogEntry[] {
    return [...text.matchAll(/"([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) (\d+)/g)].map(
        ([, method = "", path = "", status, bytes]) => ({
            method,
            path,
            status: Number(status),
            bytes: Number(bytes),
        }),
    );
}
