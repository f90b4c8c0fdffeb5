import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";

/**
 * Address of the engine that the Docker provider of a component's images talks to: that of the `docker.Provider` it was
 * given, else the stack's `docker:host`. Undefined for the provider's own default, DOCKER_HOST or the default socket.
 */
export function engineHostOf(component: pulumi.ComponentResource): pulumi.Output<string | undefined> {
    const provider = component.getProvider("docker:index/image:Image");
    return docker.Provider.isInstance(provider)
        ? pulumi.unsecret(provider.host)
        : pulumi.output(new pulumi.Config("docker").get("host"));
}
