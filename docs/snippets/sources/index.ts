import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const repository = config.get("repository") ?? "127.0.0.1:5000/team/api";

// #region headers
const api = new PythonImage("api", {
    repository,
    packages: ["psycopg[c]", "python-ldap"],
    // Headers, for the builder only. The libraries themselves are found, and installed in the final stage.
    buildPackages: ["libpq-dev", "libldap2-dev", "libsasl2-dev"],
});
// #endregion headers

// #region old
const old = new PythonImage("old", {
    repository,
    packages: ["fs==2.4.16"],
    // Its setup.py imports pkg_resources, which setuptools has had no more since version 81.
    buildConstraints: ["setuptools<81"],
});
// #endregion old

// #region flags
const model = new PythonImage("model", {
    repository,
    packages: ["llama-cpp-python"],
    buildEnvironment: { CMAKE_ARGS: "-DGGML_BLAS=ON -DGGML_BLAS_VENDOR=OpenBLAS" },
    buildPackages: ["cmake", "libopenblas-dev", "pkg-config"],
});
// #endregion flags

export const refs = [api.ref, old.ref, model.ref];
