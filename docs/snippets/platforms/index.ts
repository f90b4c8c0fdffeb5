import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const repository = config.get("repository") ?? "127.0.0.1:5000/team/api";

// #region index
const api = new PythonImage("api", {
    repository,
    packages: ["flask>=3", "gunicorn"],
    platforms: ["linux/amd64", "linux/arm64"],
    // A machine of that architecture builds several times faster than emulation. Left out: the one engine emulates.
    engines: { "linux/arm64": "ssh://builder@arm.example.org" },
});
// #endregion index

// #region one
const graviton = new PythonImage("graviton", {
    repository,
    packages: ["flask>=3", "gunicorn"],
    platform: "linux/arm64",
});
// #endregion one

export const refs = [api.ref, graviton.ref];
