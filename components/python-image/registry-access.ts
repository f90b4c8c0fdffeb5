import * as pulumi from "@pulumi/pulumi";
import { RegistryClient } from "../registry/client";
import type { Credentials } from "../registry/credentials";
import type { RegistryLogin } from "../registry/login";
import { loginHost, parseRepository } from "../registry/reference";
import { storedLogin } from "../registry/stored-login";

/** A login whose values are known. */
export interface KnownLogin extends Credentials {
    server: string;
}

/** The login as inputs of the provider: only the password is a secret, whatever the login came from. */
export function loginInputs(registry: pulumi.Input<RegistryLogin> | undefined): RegistryLogin | undefined {
    if (registry === undefined) {
        return undefined;
    }
    const login = pulumi.output(registry);
    return {
        server: pulumi.unsecret(login.server),
        username: pulumi.unsecret(login.username),
        password: pulumi.secret(login.password),
    };
}

/** The login, once known, for what the component itself reads. Not secret: it must never become an output. */
export function knownLogin(login: RegistryLogin | undefined): pulumi.Output<KnownLogin | undefined> {
    return login === undefined ? pulumi.output(undefined) : pulumi.unsecret(pulumi.output(login));
}

/**
 * A client of the repository: with the login that was given, if it is for its server, else with the one that the Docker
 * CLI has stored.
 *
 * @param insecure whether the registry speaks plain HTTP. Defaults to true for loopback alone
 */
export async function openRepository(
    repository: string,
    login: KnownLogin | undefined,
    insecure?: boolean,
): Promise<RegistryClient> {
    const parsed = parseRepository(repository, insecure);
    const given = login !== undefined && loginHost(login.server) === parsed.host ? login : undefined;
    return new RegistryClient(parsed, given ?? (await storedLogin(parsed.host)));
}
