import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A proxy on the loopback that lets everything through, and has files of a host that it alone knows. */
export interface ProxyServer {
    url: string;
    /** Addresses that were asked for; of what is encrypted, host and port. */
    asked: string[];
    stop(): void;
}

/**
 * Starts a proxy.
 *
 * @param files contents by their addresses, which begin with `http://`
 */
export async function startProxy(files: { [address: string]: Buffer } = {}): Promise<ProxyServer> {
    const asked: string[] = [];
    const server = createServer(({ url = "" }, answer) => {
        asked.push(url);
        answer.writeHead(url in files ? 200 : 404).end(files[url]);
    });
    server.on("connect", ({ url = "" }, client, head) => {
        asked.push(url);
        const [host = "", port = "443"] = url.split(":");
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
