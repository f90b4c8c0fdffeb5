import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

// An engine elsewhere: `ssh://builder@build.example.org`, or `tcp://build.example.org:2376` with TLS.
const builder = new docker.Provider("builder", { host: config.require("builder") });

const image = new PythonImage(
    "remote-builder",
    {
        repository: config.get("repository") ?? `${registry}/remote-builder`,
        packages: ["humanize==4.13.0"],
        command: ["python", "-c", "import humanize; print(humanize.naturalsize(10**9))"],
    },
    { providers: [builder] },
);

export const { ref, digest, size } = image;
