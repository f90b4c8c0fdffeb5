import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

const image = new PythonImage("data-job", {
    repository: config.get("repository") ?? `${registry}/data-job`,
    requirements: "requirements.txt",
    source: "job",
    command: ["python", "report.py"],
    // The job writes its report beside itself, so that directory belongs to the image's user.
    writable: ["out"],
    // A job that grows is noticed when it is built, not when the cluster pulls it.
    sizeBudget: { compressedBytes: 150e6, growthPercent: 10 },
});

export const { ref, digest, size, packages } = image;
