import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const repository = config.get("repository") ?? "127.0.0.1:5000/team/api";

// #region ca
const api = new PythonImage("api", {
    repository,
    packages: ["requests"],
    // Trusted while building, and not in the image.
    caCertificates: ["company-ca.pem"],
});
// #endregion ca

// #region mirror
const mirrored = new PythonImage("mirrored", {
    repository,
    packages: ["requests"],
    index: { url: "https://pypi.example.org/simple" },
    // Bases by way of the same company's registry.
    builderImage: "registry.example.org/dockerhub/library/python:3.13-slim",
    runtimeImage: "registry.example.org/dockerhub/library/python:3.13-slim",
});
// #endregion mirror

export const refs = [api.ref, mirrored.ref];
