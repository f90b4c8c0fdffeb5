import { posix } from "node:path";
import type { ImageShape } from "../args";
import { Base, Bytecode, Installer, Prune, Strategy } from "../choices";
import type { BuildPlan } from "./build-plan";
import { checkWritable } from "./check-application";
import { checkBuilds } from "./check-builds";
import { checkPrivate } from "./check-private";
import { checkValues } from "./check-values";
import { resolveCompression } from "./compression";
import { gatherDependencies } from "./gather-dependencies";
import { importCheckOf, lateVariables, provenVariables } from "./import-check";
import { installersOf } from "./installers";
import { knownWords, valuesOf } from "./late-value";
import { markerEnvironment } from "./markers/environment";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { checkPythonVersion, followedPythonVersion } from "./python-version";
import { normalizedName } from "./requirements-file";

/** Fills in every default and notes every mistake in `problems`; the plan counts only if there are none. */
export function resolvePlan(args: ImageShape, files: ProjectFiles, problems: Problems): BuildPlan {
    checkValues(args, problems);
    checkSource(args.source, files, problems);
    checkWritable(args, files, problems);
    checkCertificates(args.caCertificates ?? [], files, problems);
    const workdir = args.workdir ?? "/app";
    const importCheck = importCheckOf(args, files);
    const strategy = args.strategy ?? Strategy.MultiStage;
    const pythonVersion = args.pythonVersion ?? followedPythonVersion(args, files);
    checkPythonVersion(args, files, problems);
    const environment = markerEnvironment(args, pythonVersion);
    const dependencies = gatherDependencies(args, environment, files, problems);
    checkBuilds(args, dependencies, environment, problems);
    const image = officialImage(pythonVersion, args.base ?? Base.Slim);
    return {
        strategy,
        installer: args.installer ?? Installer.Uv,
        installers: installersOf(args, dependencies),
        buildConstraints: args.buildConstraints ?? [],
        noBuildIsolation: (args.noBuildIsolation ?? []).map(normalizedName),
        torchBackend: args.torchBackend,
        defaultBuilderImage: image,
        defaultRuntimeImage: image,
        dependencies,
        environment: `/opt/${args.venvName ?? "venv"}`,
        hasIndex: args.index?.url !== undefined || args.index?.extraUrls !== undefined,
        buildEnvironment: Object.keys(args.buildEnvironment ?? {}).sort(),
        namedVariables: checkPrivate(args, dependencies, files, problems),
        gitHosts: (args.gitLogins ?? []).map(({ host }) => host),
        caCertificates: args.caCertificates ?? [],
        source: args.source,
        workdir,
        prepare: args.prepare ?? [],
        smokeTests: args.smokeTests ?? [],
        writable: (args.writable ?? []).map((directory) => posix.resolve(workdir, directory)),
        command: knownWords(args.command),
        entrypoint: knownWords(args.entrypoint),
        variables: valuesOf("environment", args.environment),
        provenVariables: provenVariables(args, files),
        lateVariables: lateVariables(args, files),
        labels: valuesOf("labels", args.labels),
        ports: args.ports ?? [],
        healthcheck: args.healthcheck,
        user: args.user ?? "10001:10001",
        buildPackages: args.buildPackages ?? [],
        runtimePackages: args.runtimePackages ?? [],
        prune: args.prune ?? (strategy === Strategy.SingleStage ? Prune.None : Prune.Safe),
        keep: args.keep ?? [],
        bytecode: args.bytecode ?? Bytecode.Imported,
        importCheck: importCheck.environment,
        sourceImports: importCheck.source,
        platform: args.platform ?? "linux/amd64",
        compression: resolveCompression(args, problems),
    };
}

function officialImage(version: string, base: Base): string {
    return `python:${version}${base === Base.Full ? "" : `-${base}`}`;
}

function checkSource(source: string | undefined, files: ProjectFiles, problems: Problems): void {
    if (source === undefined) {
        return;
    }
    const kind = source.trim() === "" ? "missing" : files.kind(source);
    if (kind !== "directory") {
        const got = { phrase: `${JSON.stringify(source)}, which ${kind === "file" ? "is a file" : "does not exist"}` };
        problems.add(
            "source",
            "a directory",
            got,
            "Give the path of the application's directory, relative to the program.",
        );
    }
}

function checkCertificates(paths: string[], files: ProjectFiles, problems: Problems): void {
    for (const [place, path] of paths.entries()) {
        const where = `caCertificates[${place}]`;
        if (files.kind(path) !== "file") {
            problems.add(
                where,
                "a PEM file",
                { phrase: `${path}, which is missing or no file` },
                "Give its path relative to the program.",
            );
        } else if (!files.text(path).includes("-----BEGIN CERTIFICATE-----")) {
            problems.add(
                where,
                "a PEM file",
                { phrase: `${path}, which holds no certificate` },
                "Convert it: openssl x509 -inform der.",
            );
        }
    }
}
