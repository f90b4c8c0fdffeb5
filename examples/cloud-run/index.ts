import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const location = config.get("location") ?? "europe-west1";
const port = 8080;

const repository = new gcp.artifactregistry.Repository("web", { repositoryId: "web", format: "DOCKER", location });
const registry = config.get("registry") ?? pulumi.interpolate`${location}-docker.pkg.dev`;

const image = new PythonImage("web", {
    // `gcloud auth configure-docker` gives the Docker CLI the login that is used here.
    repository:
        config.get("repository") ??
        pulumi.interpolate`${registry}/${repository.project}/${repository.repositoryId}/web`,
    requirements: "requirements.txt",
    source: "app",
    ports: [port],
    command: ["gunicorn", "--bind", `0.0.0.0:${port}`, "--worker-tmp-dir", "/dev/shm", "web:app"],
});

const service = new gcp.cloudrunv2.Service("web", {
    location,
    template: {
        containers: [{ image: image.ref, ports: { containerPort: port }, resources: { limits: { memory: "256Mi" } } }],
        scaling: { maxInstanceCount: 3 },
    },
});

export const { ref, size } = image;
export const url = service.uri;
