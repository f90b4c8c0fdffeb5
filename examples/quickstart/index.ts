import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

const image = new PythonImage("quickstart", {
    repository: config.get("repository") ?? `${registry}/quickstart`,
    requirements: "requirements.txt",
});

/** What to deploy: `repository@sha256:…`. */
export const { ref, digest, taggedRef, size } = image;
