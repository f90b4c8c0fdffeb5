import * as pulumi from "@pulumi/pulumi";
import { Bytecode, Prune, PythonImage, Strategy } from "pulumi-python-image";

const config = new pulumi.Config();
const repository = config.get("repository") ?? "127.0.0.1:5000/team/api";

// #region minimal
const minimal = new PythonImage("minimal", {
    repository,
    packages: ["flask>=3", "gunicorn"],
    strategy: Strategy.Minimal,
});
// #endregion minimal

// #region max
const max = new PythonImage("max", {
    repository,
    packages: ["plotly", "pandas"],
    strategy: Strategy.Minimal,
    prune: Prune.Max,
    // Prune.Max takes plotly's assets for notebooks; this program writes pages that need one of them.
    keep: ["lib/python3.*/site-packages/plotly/package_data/plotly.min.js"],
});
// #endregion max

// #region budget
const api = new PythonImage("api", {
    repository,
    packages: ["flask>=3", "gunicorn"],
    sizeBudget: { compressedBytes: 80e6, unpackedBytes: 250e6, growthPercent: 5 },
});
export const largest = api.packages.apply((packages) => packages.slice(0, 5));
// #endregion budget

// #region bytecode
const job = new PythonImage("job", { repository, packages: ["six"], bytecode: Bytecode.None });
// #endregion bytecode

export const refs = [minimal.ref, max.ref, api.ref, job.ref];
