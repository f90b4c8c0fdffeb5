import type { LateSettings } from "../order";

/** What the configuration of a published image is made of. */
export interface ConfigSource {
    os: string;
    architecture: string;
    variant: string;
    /** Settings of the build, as Docker writes them. */
    config: { [name: string]: unknown };
    /** Labels beside those of the build. */
    labels: { [name: string]: string };
    settings: LateSettings;
    /** Digests of the layers as tar streams, from the base upwards, and what each of them is. */
    layers: { diffId: string; title: string }[];
}

/** Settings that are kept, in the order in which they are written: those of OCI, and what Docker has beside them. */
const SETTINGS = [
    "User",
    "ExposedPorts",
    "Env",
    "Entrypoint",
    "Cmd",
    "Volumes",
    "WorkingDir",
    "Labels",
    "StopSignal",
    "Healthcheck",
    "Shell",
    "StopTimeout",
    "OnBuild",
];
/** The time of every image, so that equal content is equal: none is told from another by it. */
const TIME = "1970-01-01T00:00:00Z";

/** The configuration of an OCI image, as its bytes: equal for equal content, whichever engine has built it. */
export function imageConfig({ os, architecture, variant, config, labels, settings, layers }: ConfigSource): Buffer {
    const merged: { [name: string]: unknown } = {
        ...config,
        Labels: { ...(config.Labels as object | null), ...labels },
        Env: withVariables((config.Env as string[] | null) ?? [], settings.environment ?? {}),
        ...(settings.command === undefined ? {} : { Cmd: settings.command }),
        ...(settings.entrypoint === undefined ? {} : { Entrypoint: settings.entrypoint }),
    };
    const kept = SETTINGS.filter((name) => !isNothing(merged[name])).map((name) => [name, sorted(merged[name])]);
    const document = {
        created: TIME,
        architecture,
        ...(variant === "" ? {} : { variant }),
        os,
        config: Object.fromEntries(kept),
        rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
        history: layers.map(({ title }) => ({ created: TIME, created_by: title })),
    };
    return Buffer.from(JSON.stringify(document));
}

function withVariables(variables: string[], more: { [name: string]: string }): string[] {
    const names = new Set(Object.keys(more));
    const kept = variables.filter((variable) => !names.has(variable.split("=", 1)[0] ?? ""));
    return [...kept, ...Object.entries(more).map(([name, value]) => `${name}=${value}`)];
}

/** Engines differ in how they write what is not set. */
function isNothing(value: unknown): boolean {
    return (
        value === undefined ||
        value === null ||
        value === "" ||
        value === 0 ||
        (typeof value === "object" && Object.keys(value).length === 0)
    );
}

/** Maps in the order of their keys; lists as they are. */
function sorted(value: unknown): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return value;
    }
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
