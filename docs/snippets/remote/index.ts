import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const repository = config.get("repository") ?? "127.0.0.1:5000/team/api";

// #region ssh
const builder = new docker.Provider("builder", { host: "ssh://builder@build.example.org" });
const api = new PythonImage("api", { repository, packages: ["six"] }, { providers: [builder] });
// #endregion ssh

export const refs = [api.ref];
