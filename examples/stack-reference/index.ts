import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { ImageSize } from "pulumi-python-image";

const images = new pulumi.StackReference(new pulumi.Config().require("images"));
const size = images.requireOutput("size") as pulumi.Output<ImageSize>;

export const ref = images.requireOutput("ref") as pulumi.Output<string>;
export const pulled = size.apply(({ compressedBytes }) => `${(compressedBytes / 1e6).toFixed(1)} MB`);

const image = new docker.RemoteImage("image", { name: ref, keepLocally: true });
const container = new docker.Container("container", {
    image: image.imageId,
    command: ["python", "-c", "import sys; print(sys.version)"],
    attach: true,
    logs: true,
    mustRun: false,
});

export const printed = container.containerLogs;
