import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { rememberCertificates } from "../engine/certificates";
import { connectEngine, engineAddress } from "../engine/connect";
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
    return hostOf({
        host: config.get("host"),
        certPath: config.get("certPath"),
        caMaterial: config.getSecret("caMaterial"),
        certMaterial: config.getSecret("certMaterial"),
        keyMaterial: config.getSecret("keyMaterial"),
    });
}

/** What a Docker provider is told of its engine. */
type EngineSettings = {
    [name in "host" | "certPath" | "caMaterial" | "certMaterial" | "keyMaterial"]: pulumi.Input<string | undefined>;
};

/** Address of the engine of a provider, whose certificates are remembered for it. */
export function hostOf(provider: EngineSettings): pulumi.Output<string | undefined> {
    const { host, certPath, caMaterial, certMaterial, keyMaterial } = provider;
    return pulumi.unsecret(pulumi.output(host)).apply(async (address) => {
        // In a preview what was not given is unknown.
        const known = (value: pulumi.Input<string | undefined>) => settledValue(pulumi.unsecret(pulumi.output(value)));
        rememberCertificates(engineAddress(address), {
            certPath: await known(certPath),
            caMaterial: await known(caMaterial),
            certMaterial: await known(certMaterial),
            keyMaterial: await known(keyMaterial),
        });
        return address;
    });
}

/**
 * Warns, with the remedy, where no engine answers: the Docker provider then fails before any hook of an image is called.
 * An engine over SSH is left to the provider, which may reach what this does not.
 */
export function warnOfSilence(name: string, host: pulumi.Output<string | undefined>, component: pulumi.Resource): void {
    host.apply(async (address) => {
        if ((address || process.env.DOCKER_HOST)?.startsWith("ssh:")) {
            return;
        }
        try {
            await connectEngine(address).ping();
        } catch (error) {
            await pulumi.log.warn(explainSilence(name, error), component);
        }
    });
}
