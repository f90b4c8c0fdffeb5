import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

const stage = pulumi.getStack();
const repositoryOf = (stage: string) => `${config.get("repository") ?? `${registry}/promotion`}/${stage}`;

// The stage before this one, `dev` for `prod`: it has built and proven what is deployed here.
const previous = config.get("previous");

const image = new PythonImage("promotion", {
    repository: repositoryOf(stage),
    requirements: "requirements.txt",
    source: "app",
    command: ["python", "main.py"],
    // The same content is copied from there under the same digest. Nothing is built, and no engine is needed.
    reuseFrom: previous === undefined ? [] : [repositoryOf(previous)],
});

export const { ref, digest, reused } = image;
