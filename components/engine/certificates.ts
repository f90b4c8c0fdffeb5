import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What TLS with an engine takes, each in PEM. */
export interface Certificates {
    /** The authority that has signed the engine's certificate. */
    ca: string;
    cert: string;
    key: string;
}

/** Certificates as a Docker provider is given them: a directory of files, or their contents. */
export interface GivenCertificates {
    certPath?: string | undefined;
    caMaterial?: string | undefined;
    certMaterial?: string | undefined;
    keyMaterial?: string | undefined;
}

/** What providers were given, by the address of the engine. */
const known = new Map<string, GivenCertificates>();

/** Remembers what the provider of the engine at an address was given, if it was given anything. */
export function rememberCertificates(address: string, given: GivenCertificates): void {
    if (Object.values(given).some((value) => value)) {
        known.set(address, given);
    }
}

/**
 * Certificates for the engine at an address: those of its provider, else those in DOCKER_CERT_PATH. Undefined if there are
 * none.
 *
 * @throws Error that names a file which cannot be read
 */
export function certificatesFor(address: string): Certificates | undefined {
    const { certPath, caMaterial, certMaterial, keyMaterial } = known.get(address) ?? {};
    if (caMaterial && certMaterial && keyMaterial) {
        return { ca: caMaterial, cert: certMaterial, key: keyMaterial };
    }
    const directory = certPath || process.env.DOCKER_CERT_PATH;
    if (!directory) {
        return undefined;
    }
    const read = (name: string) => readFileSync(join(directory, name), "utf8");
    return { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
}
