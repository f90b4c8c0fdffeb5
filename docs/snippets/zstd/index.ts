import * as pulumi from "@pulumi/pulumi";
import { Compression, PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const repository = config.get("repository") ?? "127.0.0.1:5000/team/api";

// #region zstd
const api = new PythonImage("api", {
    repository,
    packages: ["pandas"],
    compression: Compression.Zstd,
    // 1 to 22; 9 by default. 19 is a tenth smaller, and takes ten times as long.
    compressionLevel: 12,
});
// #endregion zstd

export const refs = [api.ref];
