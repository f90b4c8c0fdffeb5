import * as docker from "@pulumi/docker";

const image = new docker.Image("api", {
    imageName: "ghcr.io/team/api:latest",
    build: { context: "../app", platform: "linux/amd64" },
    registry: { server: "ghcr.io", username: "ci", password: "a-token" },
});
export const ref = image.repoDigest;
