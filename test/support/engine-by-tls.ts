import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { createServer } from "node:tls";
import { makeCertificates } from "./certificates";

/** An engine that is reached by TLS alone, with certificates on both sides. */
export interface EngineByTls {
    /** `tcp://127.0.0.1:…` */
    host: string;
    /** Directory of `ca.pem`, `cert.pem` and `key.pem`, as DOCKER_CERT_PATH names it. */
    certPath: string;
    stop(): void;
}

/**
 * Puts TLS before the engine at a socket.
 *
 * @param directory where the certificates are written
 */
export async function engineByTls(socket: string, directory: string): Promise<EngineByTls> {
    const { server: own, client: their } = makeCertificates(directory, {
        server: "IP:127.0.0.1",
        client: "IP:127.0.0.1",
    });
    writeFileSync(join(directory, "cert.pem"), their.cert);
    writeFileSync(join(directory, "key.pem"), their.key);
    const options = { ...own, ca: readFileSync(join(directory, "ca.pem")), requestCert: true };
    const server = createServer({ ...options, rejectUnauthorized: true }, (client) => {
        const engine = connect(socket);
        pipeline(client, engine, () => {});
        pipeline(engine, client, () => {});
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return { host: `tcp://127.0.0.1:${port}`, certPath: directory, stop: () => void server.close() };
}
