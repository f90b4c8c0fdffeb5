import * as pulumi from "@pulumi/pulumi";
import { BaseUpdates, PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const repository = config.get("repository") ?? "127.0.0.1:5000/team/api";

// #region follow
const api = new PythonImage("api", {
    repository,
    packages: ["flask>=3", "gunicorn"],
    // Build whenever python:3.13-slim has moved. By default the digest that was deployed last stays until something else
    // is built, and `pulumi up` says that the base has moved.
    baseUpdates: BaseUpdates.Follow,
});
export const base = api.base.apply(({ name, digest }) => `${name}@${digest}`);
// #endregion follow

// #region always
const always = new PythonImage("always", { repository, packages: ["six"], reuse: false });
// #endregion always

export const refs = [api.ref, always.ref];
