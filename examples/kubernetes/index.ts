import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";
const port = 8000;

const image = new PythonImage("web", {
    repository: config.get("repository") ?? `${registry}/kubernetes`,
    requirements: "requirements.txt",
    source: "app",
    ports: [port],
    command: ["gunicorn", "--bind", `0.0.0.0:${port}`, "--worker-tmp-dir", "/dev/shm", "web:app"],
});

const labels = { app: "web" };
const deployment = new kubernetes.apps.v1.Deployment("web", {
    metadata: { labels },
    spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
            metadata: { labels },
            spec: {
                // The image's user is numeric, so Kubernetes can tell that it is not root.
                securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
                containers: [
                    {
                        name: "web",
                        // By digest: pods roll over when the image has changed, and only then.
                        image: image.ref,
                        ports: [{ containerPort: port }],
                        // All that is written goes to memory.
                        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
                        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
                        readinessProbe: { httpGet: { path: "/healthz", port } },
                    },
                ],
                volumes: [{ name: "tmp", emptyDir: { medium: "Memory" } }],
            },
        },
    },
});

export const { ref, size } = image;
export const name = deployment.metadata.name;
