import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { connectEngine } from "../engine/connect";
import { explainSilence } from "./diagnosis/explain-provider";

/**
 * Address of the engine that the Docker provider of a component's images talks to: that of the `docker.Provider` it was
 * given, else the stack's `docker:host`. Undefined for the provider's own default, DOCKER_HOST or the default socket.
 */
export function engineHostOf(component: pulumi.ComponentResource): pulumi.Output<string | undefined> {
    const provider = component.getProvider("docker:index/image:Image");
    return docker.Provider.isInstance(provider)
        ? hostOf(provider)
        : pulumi.output(new pulumi.Config("docker").get("host"));
}

/** Address of the engine of a provider. */
export function hostOf(provider: docker.Provider): pulumi.Output<string | undefined> {
    return pulumi.unsecret(provider.host);
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
