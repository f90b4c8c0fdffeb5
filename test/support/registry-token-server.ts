import { execFileSync } from "node:child_process";
import { createPrivateKey, randomUUID, sign, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** What the token server does; a test may change it at any time. */
export interface TokenRules {
    /** Actions that tokens grant. */
    actions: string[];
    /** Seconds until a token expires; negative for one that has expired. */
    lifetimeSeconds: number;
}

/** A token service that issues signed tokens to one user, as Docker Hub's and GHCR's do. */
export interface TokenServer {
    realm: string;
    service: string;
    issuer: string;
    /** PEM file of the certificate that a registry has to trust. */
    certificate: string;
    rules: TokenRules;
    /** Identity token that is as good as the password. */
    identityToken: string;
    /** A token for a repository, without asking; to pull and push unless told otherwise. */
    issue(repository: string, actions?: string[]): string;
    stop(): Promise<void>;
}

/** Starts a token server on a free port of the loopback; its key is made in the folder by openssl. */
export async function startTokenServer(
    folder: string,
    user: { username: string; password: string },
): Promise<TokenServer> {
    const key = join(folder, "token.key");
    const certificate = join(folder, "token.pem");
    const subject = ["-subj", "/CN=token-server", "-days", "2"];
    const files = ["-keyout", key, "-out", certificate];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject, ...files], {
        stdio: "ignore",
    });
    const signer = createPrivateKey(readFileSync(key));
    const chain = [new X509Certificate(readFileSync(certificate)).raw.toString("base64")];
    const identityToken = `identity-${randomUUID()}`;
    const rules: TokenRules = { actions: ["pull", "push"], lifetimeSeconds: 300 };
    const service = "registry.test";
    const issuer = "token-server";

    const accessOf = (scope: string, granted: string[]) => {
        const [type, name, wanted = ""] = scope.split(/:(?=[^:]*(?::[^:]*)?$)/);
        return { type, name, actions: wanted.split(",").filter((action) => granted.includes(action)) };
    };
    const token = (scopes: string[], granted = rules.actions) => {
        const now = Math.floor(Date.now() / 1000);
        const access = scopes.map((scope) => accessOf(scope, granted));
        // The registry allows for clocks that differ by a minute.
        const times = { nbf: now - 600, iat: now - 600, exp: now + rules.lifetimeSeconds };
        const claims = { iss: issuer, sub: user.username, aud: service, jti: randomUUID(), access, ...times };
        const parts = [{ typ: "JWT", alg: "RS256", x5c: chain }, claims];
        const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
        return `${text}.${sign("sha256", Buffer.from(text), signer).toString("base64url")}`;
    };

    const server = createServer(async (request, response) => {
        const form = new URLSearchParams(await textOf(request));
        const query = request.method === "POST" ? form : new URL(request.url ?? "", "http://localhost").searchParams;
        const basic = `Basic ${Buffer.from(`${user.username}:${user.password}`).toString("base64")}`;
        const allowed =
            request.headers.authorization === basic ||
            query.get("refresh_token") === identityToken ||
            (query.get("username") === user.username && query.get("password") === user.password);
        response.writeHead(allowed ? 200 : 401, { "content-type": "application/json" });
        const refusal = { errors: [{ code: "UNAUTHORIZED", message: "incorrect username or password" }] };
        const signed = token(query.getAll("scope").flatMap((scope) => scope.split(" ")));
        response.end(JSON.stringify(allowed ? { token: signed, access_token: signed, expires_in: 300 } : refusal));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        realm: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
        service,
        issuer,
        certificate,
        rules,
        identityToken,
        issue: (repository, actions = ["pull", "push"]) => token([`repository:${repository}:${actions}`], actions),
        stop: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}

async function textOf(request: IncomingMessage): Promise<string> {
    const parts: Buffer[] = [];
    for await (const part of request) {
        parts.push(part);
    }
    return Buffer.concat(parts).toString("utf8");
}
