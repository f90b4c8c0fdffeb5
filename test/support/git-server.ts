import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Git server on the loopback, by HTTP, that wants a Basic login. */
export interface GitServer {
    host: string;
    username: string;
    password: string;
    stop(): void;
}

/** Serves repositories, each with one commit of the files given, as `http://<host>/<name>.git`. */
export async function startGitServer(repositories: { [name: string]: { [path: string]: string } }): Promise<GitServer> {
    const folder = mkdtempSync(join(tmpdir(), "git-server-"));
    for (const [name, files] of Object.entries(repositories)) {
        createRepository(join(folder, `${name}.git`), join(folder, "work", name), files);
    }
    const [username, password] = ["ci", 'g1t:p@ss"w%rd'];
    const expected = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const server = createServer((request, response) => {
        if (request.headers.authorization !== expected) {
            response.writeHead(401, { "WWW-Authenticate": 'Basic realm="git"' }).end();
            return;
        }
        answer(folder, username, request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        username,
        password,
        stop: () => {
            server.close();
            server.closeAllConnections();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

function createRepository(bare: string, work: string, files: { [path: string]: string }): void {
    mkdirSync(work, { recursive: true });
    const git = (...words: string[]) => execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...words]);
    git("init", "--quiet", work);
    for (const [path, text] of Object.entries(files)) {
        writeFileSync(join(work, path), text);
    }
    git("-C", work, "add", ".");
    git("-C", work, "commit", "--quiet", "--message", "All");
    git("-C", work, "tag", "v1");
    git("clone", "--quiet", "--bare", work, bare);
}

/** Hands a request to Git's own program for it, which speaks CGI. */
function answer(root: string, user: string, request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const backend = spawn("git", ["http-backend"], {
        env: {
            PATH: process.env.PATH,
            GIT_PROJECT_ROOT: root,
            GIT_HTTP_EXPORT_ALL: "1",
            GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
            REMOTE_USER: user,
            REQUEST_METHOD: request.method,
            PATH_INFO: pathname,
            QUERY_STRING: searchParams.toString(),
            CONTENT_TYPE: request.headers["content-type"] ?? "",
            HTTP_CONTENT_ENCODING: String(request.headers["content-encoding"] ?? ""),
        },
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on("data", (chunk) => chunks.push(chunk));
    backend.on("close", () => {
        const output = Buffer.concat(chunks);
        const end = output.indexOf("\r\n\r\n");
        const headers = output.subarray(0, end).toString().split("\r\n");
        const status = headers.find((line) => /^status:/i.test(line))?.replace(/^status:\s*/i, "");
        response.statusCode = Number.parseInt(status ?? "200", 10);
        for (const line of headers.filter((one) => !/^status:/i.test(one))) {
            const [name = "", value = ""] = line.split(/:\s*(.*)/s);
            response.setHeader(name, value);
        }
        response.end(output.subarray(end + 4));
    });
}
