import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { createServer } from "node:tls";

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
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: directory, stdio: "pipe" });
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=authority", "-days", "2");
    for (const name of ["server", "client"]) {
        const file = (suffix: string) => `${name}.${suffix}`;
        writeFileSync(join(directory, file("ext")), "subjectAltName=IP:127.0.0.1\n");
        openssl("req", ...key, "-keyout", file("key"), "-out", file("csr"), "-subj", `/CN=${name}`);
        const signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", file("ext")];
        openssl("x509", "-req", "-in", file("csr"), "-out", file("pem"), ...signed);
    }
    const read = (name: string) => readFileSync(join(directory, name));
    writeFileSync(join(directory, "cert.pem"), read("client.pem"));
    writeFileSync(join(directory, "key.pem"), read("client.key"));
    const options = { ca: read("ca.pem"), cert: read("server.pem"), key: read("server.key"), requestCert: true };
    const server = createServer({ ...options, rejectUnauthorized: true }, (client) => {
        const engine = connect(socket);
        pipeline(client, engine, () => {});
        pipeline(engine, client, () => {});
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return { host: `tcp://127.0.0.1:${port}`, certPath: directory, stop: () => void server.close() };
}
