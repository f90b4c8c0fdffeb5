import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

const image = new PythonImage("private-index", {
    repository: config.get("repository") ?? `${registry}/private-index`,
    requirements: "requirements.txt",
    index: {
        url: config.require("indexUrl"),
        username: config.require("indexUsername"),
        password: config.requireSecret("indexPassword"),
    },
});

export const { ref, digest, size } = image;
