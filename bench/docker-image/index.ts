import * as docker from "@pulumi/docker";

/** The Dockerfile that lies above the program. */
const image = new docker.Image("bench", {
    imageName: process.env.BENCH_IMAGE ?? "",
    build: { context: "..", platform: "linux/amd64", args: { BASE: process.env.BENCH_BASE ?? "" } },
});

export const ref = image.repoDigest;
