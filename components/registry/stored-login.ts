import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dockerConfiguration } from "../engine/docker-configuration";
import { CodedError } from "../errors/coded-error";
import { askHelper, hasProgram, type ProgramEnvironment } from "./credential-helper";
import type { Credentials } from "./credentials";

/** Key under which the Docker CLI keeps the login to Docker Hub. */
const HUB_KEY = "https://index.docker.io/v1/";
/** The environment variables that matter. */
export interface LoginEnvironment extends ProgramEnvironment {
    /** Folder of `config.json`. Defaults to `.docker` in the home directory. */
    DOCKER_CONFIG?: string | undefined;
}

/** What `docker login` writes into `config.json`. */
interface DockerConfig {
    auths?: { [server: string]: StoredLogin };
    credsStore?: string;
    credHelpers?: { [server: string]: string };
}

interface StoredLogin {
    auth?: string;
    username?: string;
    password?: string;
    identitytoken?: string;
}

/**
 * The login that the Docker CLI has stored for the host of a registry, found as the CLI and the Docker provider find it.
 *
 * @returns undefined if there is none.
 * @throws Error if Docker's configuration cannot be read or a credential helper fails.
 */
export async function storedLogin(host: string, env: LoginEnvironment = process.env): Promise<Credentials | undefined> {
    const key = host === "docker.io" ? HUB_KEY : host;
    const config = await readConfig(join(dockerConfiguration(env), "config.json"));
    const helper = config.credHelpers?.[key] || config.credsStore || (await defaultStore(env));
    const fromHelper = helper ? await askHelper(helper, key, env) : undefined;
    return fromHelper ?? (helper ? undefined : fromFile(config, key));
}

async function readConfig(path: string): Promise<DockerConfig> {
    try {
        return JSON.parse(await readFile(path, "utf8"));
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return {};
        }
        const got = error instanceof SyntaxError ? "something else" : (error as NodeJS.ErrnoException).code;
        throw new CodedError(
            "PI3013",
            `${path}: expected Docker's configuration in JSON, got ${got}. Mend it, or give the argument "registry".`,
        );
    }
}

/** The helper that the Docker CLI uses by itself where it is installed. */
async function defaultStore(env: LoginEnvironment): Promise<string | undefined> {
    const linux = (await hasProgram("pass", env)) ? "pass" : "secretservice";
    const store = { darwin: "osxkeychain", linux, win32: "wincred" }[process.platform as string];
    return store !== undefined && (await hasProgram(`docker-credential-${store}`, env)) ? store : undefined;
}

function fromFile({ auths = {} }: DockerConfig, key: string): Credentials | undefined {
    const server = key in auths ? key : Object.keys(auths).find((name) => hostOf(name) === key);
    const { auth = "", identitytoken, ...plain } = (server === undefined ? undefined : auths[server]) ?? {};
    // "user:password"; Docker pads it with zero bytes.
    const decoded = Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/, "");
    const colon = decoded.indexOf(":");
    const username = colon < 0 ? (plain.username ?? "") : decoded.slice(0, colon);
    const password = colon < 0 ? (plain.password ?? "") : decoded.slice(colon + 1);
    if (identitytoken) {
        return { username, password, identityToken: identitytoken };
    }
    return username === "" && password === "" ? undefined : { username, password };
}

function hostOf(server: string): string {
    return server.replace(/^https?:\/\//, "").split("/", 1)[0] ?? "";
}
