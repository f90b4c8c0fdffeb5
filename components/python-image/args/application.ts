import type * as pulumi from "@pulumi/pulumi";
import type { Healthcheck } from "./healthcheck";

/** The application that runs in the image, and how a container starts it. */
export interface Application {
    /**
     * Directory of application code, relative to the Pulumi program; copied into `workdir` after the environment.
     * Its `.dockerignore` is honoured; `.git`, `.venv`, `__pycache__`, `.env`, `Pulumi.<stack>.yaml` and the like are always
     * left out. None by default.
     */
    source?: string;
    /** Working directory of the container, and where `source` is copied to. Defaults to `"/app"`. */
    workdir?: string;
    /**
     * Commands in exec form that run after `source` was laid out and before the image is finished, in `workdir`, with the
     * environment active, the network and `buildEnvironment`: `["python", "manage.py", "collectstatic", "--no-input"]`. What
     * they write below `workdir` and the environment goes into the image, in the layer of `source`, owned by root; what they
     * write elsewhere does not, so name a place there by a variable in `environment`: `PLAYWRIGHT_BROWSERS_PATH`, `HF_HOME`.
     * They run as root, and again when the source, the environment or the commands change. Empty by default.
     */
    prepare?: string[][];
    /**
     * Commands in exec form that run in the finished image before anything is pushed: as its user, in `workdir`, with its
     * variables, without a network (Python is kept from it, other programs are not). Each must exit 0 within five minutes.
     * What they load is compiled, and kept in `Strategy.Minimal`, like what the import check loads. Empty by default.
     */
    smokeTests?: string[][];
    /**
     * Directories, absolute or below `workdir`, that exist in the image and belong to `user`, with all that `source` has in
     * them; `"."` is `workdir` itself. Empty by default: all but `/tmp` is read-only for the application.
     */
    writable?: string[];
    /** CMD of the image, in exec form. Defaults to that of the base, or to `["python"]` where there is none. */
    command?: pulumi.Input<string>[];
    /** ENTRYPOINT of the image, in exec form. Defaults to that of the base. */
    entrypoint?: pulumi.Input<string>[];
    /**
     * Environment variables of the container, beside `PATH`, `VIRTUAL_ENV` and `HOME=/tmp`, of which only the last can be
     * given. A secret among the values is in the image all the same: pass it when the container starts. Values that are no
     * outputs of other resources hold while imports of packages are proven, too. Empty by default.
     */
    environment?: { [name: string]: pulumi.Input<string> };
    /** Labels of the image; a secret among them is in the image all the same. Empty by default. */
    labels?: { [name: string]: pulumi.Input<string> };
    /** Ports that the container listens on (EXPOSE), TCP. Empty by default. */
    ports?: number[];
    /** How to tell whether a container is healthy. Not set by default. */
    healthcheck?: Healthcheck;
    /** Numeric `uid` or `uid:gid` that the container runs as. Defaults to `"10001:10001"`. */
    user?: string;
}
