import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

const image = new PythonImage("torch-cpu", {
    repository: config.get("repository") ?? `${registry}/torch-cpu`,
    packages: ["torch==2.15.*"],
    // PyPI's torch brings 2.9 GB of libraries for NVIDIA's GPUs. This takes the build without them.
    torchBackend: "cpu",
    source: "app",
    command: ["python", "infer.py"],
    sizeBudget: { compressedBytes: 400e6 },
});

export const { ref, digest, size } = image;
