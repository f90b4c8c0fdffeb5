import * as pulumi from "@pulumi/pulumi";
import { Prune, PythonImage, Strategy } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

const image = new PythonImage("minimal", {
    repository: config.get("repository") ?? `${registry}/minimal`,
    packages: ["requests==2.34.2"],
    source: "app",
    command: ["python", "fetch.py"],
    // From scratch: the interpreter, the environment, and the files that those need. No shell, no package manager.
    strategy: Strategy.Minimal,
    prune: Prune.Max,
    // Run in the finished image before it is pushed: what it loads stays, whatever else is left out.
    smokeTests: [["python", "fetch.py", "--dry-run"]],
});

export const { ref, digest, size } = image;
