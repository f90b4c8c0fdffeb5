import * as pulumi from "@pulumi/pulumi";
import { isLoopback } from "../registry/reference";
import type { GitLogin } from "./args";

/** What GitHub takes with any token. */
const defaultUsername = "x-access-token";

/** The build argument that holds the logins, as Git's own store of credentials does: a URL in each line. */
export function gitCredentials(logins: GitLogin[] | undefined): { [name: string]: pulumi.Output<string> } {
    if (logins === undefined || logins.length === 0) {
        return {};
    }
    const lines = logins.map(({ host, username, password }) =>
        pulumi.all([username ?? defaultUsername, password]).apply(([name, word]) => {
            const login = `${encodeURIComponent(name)}:${encodeURIComponent(word)}`;
            // A password goes by plain HTTP nowhere but on this machine.
            const schemes = isLoopback(host) ? ["https", "http"] : ["https"];
            return schemes.map((scheme) => `${scheme}://${login}@${host}`).join("\n");
        }),
    );
    return { GIT_CREDENTIALS: pulumi.secret(pulumi.all(lines).apply((all) => all.join("\n"))) };
}
