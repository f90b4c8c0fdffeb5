import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

const image = new PythonImage("api", {
    repository: config.get("repository") ?? `${registry}/api`,
    packages: ["humanize==4.13.0"],
    command: ["python", "-m", "http.server"],
    labels: { "com.example.stack": pulumi.getStack() },
});

export const { ref, dockerfile } = image;
