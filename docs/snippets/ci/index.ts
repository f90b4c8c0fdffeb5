import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();

const image = new PythonImage("api", {
    repository: config.require("repository"),
    // On GitLab: its own registry; on GitHub, the login of `docker login` is found by itself.
    ...(process.env.CI_REGISTRY === undefined
        ? {}
        : {
              registry: {
                  server: process.env.CI_REGISTRY,
                  username: process.env.CI_REGISTRY_USER ?? "",
                  password: config.requireSecret("registryPassword"),
              },
          }),
    packages: ["flask>=3", "gunicorn"],
});
export const { ref } = image;
