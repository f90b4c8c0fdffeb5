import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { rememberCertificates } from "../engine/certificates";
import { connectEngine, engineAddress } from "../engine/connect";
import { rememberSshOptions } from "../engine/over-ssh";
import { explainSilence } from "./diagnosis/explain-provider";
import { settledValue } from "./known-output";

/**
 * Address of the engine that the Docker provider of a component's images talks to: that of the `docker.Provider` it was
 * given, else the stack's `docker:host`. Undefined for the provider's own default, DOCKER_HOST or the default socket.
 */
export function engineHostOf(component: pulumi.ComponentResource): pulumi.Output<string | undefined> {
    const provider = component.getProvider("docker:index/image:Image");
    if (docker.Provider.isInstance(provider)) {
        return hostOf(provider);
    }
    const config = new pulumi.Config("docker");
    return rememberedHost({
        host: config.get("host"),
        certPath: config.get("certPath"),
        caMaterial: config.getSecret("caMaterial"),
        certMaterial: config.getSecret("certMaterial"),
        keyMaterial: config.getSecret("keyMaterial"),
        sshOpts: config.get("sshOpts"),
    });
}

/** Address of the engine of a provider. */
export function hostOf(provider: docker.Provider): pulumi.Output<string | undefined> {
    // Its type has no `sshOpts`, which it has all the same.
    return rememberedHost(provider as EngineSettings);
}

/** What a Docker provider is told of its engine. */
type EngineSettings = {
    [name in "host" | "certPath" | "caMaterial" | "certMaterial" | "keyMaterial" | "sshOpts"]?: pulumi.Input<
        string | undefined
    >;
};

/** Address of an engine, for which is remembered what else connecting to it takes. */
function rememberedHost(settings: EngineSettings): pulumi.Output<string | undefined> {
    const { host, certPath, caMaterial, certMaterial, keyMaterial, sshOpts } = settings;
    return pulumi.unsecret(pulumi.output(host)).apply(async (address) => {
        // In a preview what was not given is unknown.
        const known = (value: pulumi.Input<string | undefined>) => settledValue(pulumi.unsecret(pulumi.output(value)));
        rememberCertificates(engineAddress(address), {
            certPath: await known(certPath),
            caMaterial: await known(caMaterial),
            certMaterial: await known(certMaterial),
            keyMaterial: await known(keyMaterial),
        });
        // A list, which a provider holds as JSON.
        rememberSshOptions(engineAddress(address), JSON.parse((await known(sshOpts)) || "[]"));
        return address;
    });
}

/**
 * Warns, with the remedy, where no engine answers: the Docker provider then fails before any hook of an image is called. As
 * that does, it asks no engine over SSH before it builds.
 */
export function warnOfSilence(name: string, host: pulumi.Output<string | undefined>, component: pulumi.Resource): void {
    host.apply(async (address) => {
        if (engineAddress(address).startsWith("ssh:")) {
            return;
        }
        try {
            await connectEngine(address).ping();
        } catch (error) {
            await pulumi.log.warn(explainSilence(name, address, error), component);
        }
    });
}
