import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

const image = new PythonImage("private-git", {
    repository: config.get("repository") ?? `${registry}/private-git`,
    requirements: "requirements.txt",
    // A fine-grained token that may read the repository. It is in no image, history, log or file.
    gitLogins: [{ host: config.get("gitHost") ?? "github.com", password: config.requireSecret("gitToken") }],
});

export const { ref, digest, size } = image;
