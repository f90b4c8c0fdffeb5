import * as pulumi from "@pulumi/pulumi";
import { engineAddress } from "../engine/connect";
import { withAddress } from "../errors/address";
import { configuredProxies } from "./configured-proxies";
import { findProxies, proxyVariables } from "./proxies";

/** The proxies of this machine as values of a build. */
export interface ProxyInputs {
    /** One with a login in it is a secret. */
    buildArguments: { [name: string]: pulumi.Output<string> };
    /** Whether the build has to share this machine's network to reach one. */
    onLoopback: pulumi.Output<boolean>;
}

/** The proxies for a build on an engine; of one that cannot be reached there, `resource` is told. */
export function proxyInputs(engineHost: pulumi.Output<string | undefined>, resource: pulumi.Resource): ProxyInputs {
    const { env: environment, platform: system } = process;
    const configuration = configuredProxies(environment);
    const on = (engine: string) => findProxies({ environment, configuration, engine, system });
    const found = engineHost.apply((host) => on(engineAddress(host)));
    found.apply(({ unreachable }) => {
        if (unreachable !== undefined) {
            pulumi.log.warn(withAddress(unreachable, "PI2035"), resource);
        }
    });
    // What an engine of another address would have counts too: which names there are has to be known at once.
    const names = new Set(["", ...Object.keys(configuration)].flatMap((engine) => Object.keys(on(engine).values)));
    const value = (name: string) => {
        const output = found.apply(({ values }) => values[name] ?? "");
        const isSecret = Object.keys(configuration)
            .concat("")
            .some((engine) => on(engine).values[name]?.includes("@"));
        return isSecret ? pulumi.secret(output) : output;
    };
    return {
        buildArguments: Object.fromEntries(
            proxyVariables.filter((name) => names.has(name)).map((name) => [name, value(name)]),
        ),
        onLoopback: found.apply(({ onLoopback }) => onLoopback),
    };
}
