import * as pulumi from "@pulumi/pulumi";

/** Build arguments that BuildKit knows by itself and keeps out of the image's history. */
export const proxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"];

/** The proxies of this machine as build arguments. One with a login in it is a secret. */
export function proxyArguments(environment: NodeJS.ProcessEnv): { [name: string]: pulumi.Input<string> } {
    const found = proxyVariables.flatMap((name) => {
        const value = environment[name] ?? environment[name.toLowerCase()];
        return value ? [[name, value.includes("@") ? pulumi.secret(value) : value]] : [];
    });
    return Object.fromEntries(found);
}
