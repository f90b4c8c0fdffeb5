import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { temporaryDirectory } from "./tree";

/** Address of an engine that answers, and has nothing. */
export async function answeringEngine(test: { after(done: () => void): void }): Promise<string> {
    const socket = join(temporaryDirectory(test), "docker.sock");
    const server = createServer((request, response) => {
        const isKnown = /^\/(_ping|version)$/.test(request.url ?? "");
        response.writeHead(isKnown ? 200 : 404, { "content-type": "application/json" }).end("{}");
    });
    test.after(() => server.close());
    server.listen(socket);
    await once(server, "listening");
    return `unix://${socket}`;
}
