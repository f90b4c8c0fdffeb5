import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import type { Certificate } from "./certificates";

/** A proxy on the loopback that lets everything through, and has files of a host that it alone knows. */
export interface ProxyServer {
    url: string;
    /** Addresses that were asked for; of what is encrypted, host and port. */
    asked: string[];
    stop(): void;
}

/** A host that a proxy stands for itself, by TLS. */
export interface ProxiedHost extends Certificate {
    name: string;
}

/**
 * Starts a proxy.
 *
 * @param files contents by their addresses, which begin with `http://`, or `https://` and the host's name
 */
export async function startProxy(files: { [address: string]: Buffer } = {}, own?: ProxiedHost): Promise<ProxyServer> {
    const asked: string[] = [];
    const answerBy =
        (origin: string): RequestListener =>
        ({ url = "" }, answer) => {
            const address = `${origin}${url}`;
            asked.push(address);
            const type = address.endsWith("/") ? "text/html" : "application/octet-stream";
            answer.writeHead(address in files ? 200 : 404, { "content-type": type }).end(files[address]);
        };
    const server = createServer(answerBy(""));
    const secure = createSecureServer({ cert: own?.cert, key: own?.key }, answerBy(`https://${own?.name}`));
    server.on("connect", ({ url = "" }, client, head) => {
        asked.push(url);
        const [host = "", port = "443"] = url.split(":");
        if (host === own?.name) {
            client.write("HTTP/1.1 200 Connection established\r\n\r\n");
            client.unshift(head);
            secure.emit("connection", client);
            return;
        }
        const upstream = connect(Number(port), host, () => {
            client.write("HTTP/1.1 200 Connection established\r\n\r\n");
            upstream.write(head);
            upstream.pipe(client).pipe(upstream);
        });
        upstream.on("error", () => client.destroy());
        client.on("error", () => upstream.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        asked,
        stop: () => {
            server.close();
            server.closeAllConnections();
        },
    };
}
