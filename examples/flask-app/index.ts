import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";
const port = 8000;

const image = new PythonImage("flask-app", {
    repository: config.get("repository") ?? `${registry}/flask-app`,
    requirements: "requirements.txt",
    source: "app",
    ports: [port],
    environment: { PYTHONUNBUFFERED: "1" },
    // Workers tell gunicorn that they live by touching a file: in memory, that never waits for a disk.
    command: ["gunicorn", "--bind", `0.0.0.0:${port}`, "--workers", "2", "--worker-tmp-dir", "/dev/shm", "wsgi:app"],
    healthcheck: { command: ["python", "health.py", `${port}`], intervalSeconds: 10, timeoutSeconds: 5 },
});

export const { ref, digest, size } = image;
