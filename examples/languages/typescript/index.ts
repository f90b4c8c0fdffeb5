import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

const image = new PythonImage("report", {
    repository: config.get("repository") ?? `${registry}/report`,
    requirements: "../service/requirements.txt",
    source: "../service",
    command: ["python", "report.py"],
});

/** What to deploy, its digest and its size. */
export const { ref, digest, size } = image;
