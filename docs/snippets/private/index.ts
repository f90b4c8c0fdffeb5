import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const repository = config.get("repository") ?? "127.0.0.1:5000/team/api";

// #region index
const api = new PythonImage("api", {
    repository,
    packages: ["team-lib==1.4.0", "requests"],
    index: {
        url: "https://packages.example.org/simple",
        extraUrls: ["https://mirror.example.org/simple"],
        username: "ci",
        password: config.requireSecret("indexPassword"),
    },
});
// #endregion index

// #region variables
const job = new PythonImage("job", {
    repository,
    // It says: --extra-index-url https://ci:${INDEX_TOKEN}@packages.example.org/simple
    requirements: "requirements.txt",
    buildEnvironment: { INDEX_TOKEN: config.requireSecret("indexPassword") },
});
// #endregion variables

export const refs = [api.ref, job.ref];
