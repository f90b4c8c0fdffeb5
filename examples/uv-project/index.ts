import * as pulumi from "@pulumi/pulumi";
import { PythonImage, Strategy } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";
const port = 8000;

const image = new PythonImage("uv-project", {
    repository: config.get("repository") ?? `${registry}/uv-project`,
    strategy: Strategy.Minimal,
    requirements: "service/uv.lock",
    source: "service",
    ports: [port],
    command: ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", `${port}`],
});

export const { ref, digest, size } = image;
