import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate and its private key, in PEM. */
export interface Certificate {
    cert: Buffer;
    key: Buffer;
}

/**
 * Makes an authority, `ca.pem` in a directory, and certificates that it has signed, `<name>.pem` and `<name>.key`.
 *
 * @param subjects what each certificate is for, by its name: `IP:127.0.0.1`, `DNS:packages.example`
 */
export function makeCertificates<Name extends string>(
    directory: string,
    subjects: { [name in Name]: string },
): { [name in Name]: Certificate } {
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: directory, stdio: "pipe" });
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=authority", "-days", "2");
    const read = (name: string) => readFileSync(join(directory, name));
    const signed = Object.entries<string>(subjects).map(([name, subject]) => {
        const file = (suffix: string) => `${name}.${suffix}`;
        writeFileSync(join(directory, file("ext")), `subjectAltName=${subject}\n`);
        openssl("req", ...key, "-keyout", file("key"), "-out", file("csr"), "-subj", `/CN=${name}`);
        const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", file("ext")];
        openssl("x509", "-req", "-in", file("csr"), "-out", file("pem"), ...by);
        return [name, { cert: read(file("pem")), key: read(file("key")) }];
    });
    return Object.fromEntries(signed) as { [name in Name]: Certificate };
}
