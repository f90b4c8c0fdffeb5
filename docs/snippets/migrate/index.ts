import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();

const image = new PythonImage("api", {
    repository: "ghcr.io/team/api",
    registry: { server: "ghcr.io", username: "ci", password: config.requireSecret("token") },
    requirements: "app/requirements.txt",
    source: "app",
    command: ["gunicorn", "--bind=0.0.0.0:8000", "wsgi:app"],
});
export const { ref } = image;
