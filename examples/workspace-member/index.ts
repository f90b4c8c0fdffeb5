import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

const image = new PythonImage("workspace-member", {
    repository: config.get("repository") ?? `${registry}/workspace-member`,
    // The lock file of the whole workspace, of which the image gets what this member needs, and it.
    requirements: "workspace/uv.lock",
    member: "storefront",
    command: ["python", "-m", "storefront"],
});

export const { ref, digest, size, packages } = image;
