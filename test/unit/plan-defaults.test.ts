import assert from "node:assert/strict";
import { test } from "node:test";
import { Base, Bytecode, Installer, Prune, Strategy } from "../../components/python-image/choices";
import { verifySettings } from "../../components/python-image/plan/verify-settings";
import { planOf } from "../support/plan-files";

test("a plan has every default filled in", () => {
    assert.deepEqual(planOf({ packages: ["Foo_Bar[extra]>=1; python_version >= '3.10'", "six"] }), {
        strategy: "multi-stage",
        installer: "uv",
        installers: { preferred: ["uv==0.13.9"], demanded: [] },
        buildConstraints: [],
        noBuildIsolation: [],
        torchBackend: undefined,
        defaultBuilderImage: "python:3.13-slim",
        defaultRuntimeImage: "python:3.13-slim",
        dependencies: {
            format: "specifiers",
            file: undefined,
            packages: ["Foo_Bar[extra]>=1; python_version >= '3.10'", "six"],
            extras: [],
            groups: [],
            files: [],
            projects: [],
            requested: ["foo-bar", "six"],
            locked: [],
            prereleases: false,
            constraints: undefined,
            isResolved: false,
            hashed: false,
            remotes: [],
            installerDemand: undefined,
            member: undefined,
            leftOut: [],
        },
        environment: "/opt/venv",
        hasIndex: false,
        buildEnvironment: [],
        namedVariables: [],
        gitHosts: [],
        caCertificates: [],
        source: undefined,
        workdir: "/app",
        prepare: [],
        smokeTests: [],
        writable: [],
        command: undefined,
        entrypoint: undefined,
        variables: {},
        provenVariables: {},
        lateVariables: [],
        labels: {},
        ports: [],
        healthcheck: undefined,
        user: "10001:10001",
        buildPackages: [],
        runtimePackages: [],
        prune: "safe",
        keep: [],
        bytecode: "imported",
        importCheck: undefined,
        sourceImports: [],
        platform: "linux/amd64",
        compression: { format: "gzip", level: 6 },
    });
});

test("a plan takes over what is given", () => {
    const healthcheck = { command: ["true"], retries: 2 };
    const indexUrl = `https://ci:\${TOKEN}@example.org/simple`;
    const plan = planOf(
        {
            strategy: Strategy.Minimal,
            installer: Installer.Pip,
            pythonVersion: "3.12.4",
            base: Base.Full,
            packages: ["six"],
            venvName: "python-poc",
            index: { extraUrls: [indexUrl] },
            buildEnvironment: { TOKEN: "t", A: "a" },
            gitLogins: [{ host: "example.org", password: "p" }],
            caCertificates: ["ca.pem"],
            source: "../app",
            workdir: "/srv/app",
            prepare: [["python", "manage.py", "collectstatic"]],
            smokeTests: [["python", "manage.py", "check"]],
            writable: ["media", ".", "/var/lib/app"],
            command: ["python", "-m", "api"],
            entrypoint: ["/usr/bin/env"],
            environment: { A: "1" },
            labels: { "org.example.a": "b" },
            ports: [8000],
            healthcheck,
            user: "1000",
            buildPackages: ["gcc", "libpq-dev=15.1-1", "g++"],
            runtimePackages: ["libgomp1"],
            prune: Prune.Max,
            keep: ["lib/**"],
            bytecode: Bytecode.All,
            importCheck: ["six", "main", "größe.modul_1"],
            platform: "linux/arm64/v8",
            compression: "zstd",
            compressionLevel: 19,
        },
        { "ca.pem": "-----BEGIN CERTIFICATE-----\n", "../app/main.py": "" },
    );
    const { dependencies: _, ...rest } = plan;
    assert.deepEqual(rest, {
        strategy: "minimal",
        installer: "pip",
        installers: { preferred: [], demanded: [] },
        buildConstraints: [],
        noBuildIsolation: [],
        torchBackend: undefined,
        defaultBuilderImage: "python:3.12.4",
        defaultRuntimeImage: "python:3.12.4",
        environment: "/opt/python-poc",
        hasIndex: true,
        buildEnvironment: ["A", "TOKEN"],
        namedVariables: ["TOKEN"],
        gitHosts: ["example.org"],
        caCertificates: ["ca.pem"],
        source: "../app",
        workdir: "/srv/app",
        prepare: [["python", "manage.py", "collectstatic"]],
        smokeTests: [["python", "manage.py", "check"]],
        writable: ["/srv/app/media", "/srv/app", "/var/lib/app"],
        command: ["python", "-m", "api"],
        entrypoint: ["/usr/bin/env"],
        variables: { A: "1" },
        provenVariables: { A: "1" },
        lateVariables: [],
        labels: { "org.example.a": "b" },
        ports: [8000],
        healthcheck,
        user: "1000",
        buildPackages: ["gcc", "libpq-dev=15.1-1", "g++"],
        runtimePackages: ["libgomp1"],
        prune: "max",
        keep: ["lib/**"],
        bytecode: "all",
        importCheck: ["six", "größe.modul_1"],
        sourceImports: ["main"],
        platform: "linux/arm64/v8",
        compression: { format: "zstd", level: 19 },
    });
});

test("bases name the official images", () => {
    const images = [Base.Full, Base.Slim, Base.Alpine].map((base) => planOf({ packages: ["six"], base }));
    assert.deepEqual(
        images.map((plan) => [plan.defaultBuilderImage, plan.defaultRuntimeImage]),
        [
            ["python:3.13", "python:3.13"],
            ["python:3.13-slim", "python:3.13-slim"],
            ["python:3.13-alpine", "python:3.13-alpine"],
        ],
    );
});

test("nothing is pruned from a single stage unless asked for", () => {
    assert.equal(planOf({ packages: ["six"], strategy: Strategy.SingleStage }).prune, "none");
    assert.equal(planOf({ packages: ["six"], strategy: Strategy.SingleStage, prune: Prune.Safe }).prune, "safe");
});

test("requirements.txt is taken where there is one and no packages are given", () => {
    const texts = { "requirements.txt": "six\n" };
    assert.equal(planOf({}, texts).dependencies.file, "requirements.txt");
    const own = { "requirements.txt": "pulumi\n" };
    assert.equal(planOf({ requirements: "requirements.txt" }, own).dependencies.file, "requirements.txt");
    assert.equal(planOf({ packages: ["attrs"] }, texts).dependencies.file, undefined);
    assert.deepEqual(planOf({ packages: ["attrs"], requirements: "requirements.txt" }, texts).dependencies.requested, [
        "six",
        "attrs",
    ]);
});

test("the verify step is told what the plan asks for", () => {
    const plan = planOf({ packages: ["Wheel", "pandas", "SetupTools>70"], keep: ["lib/x"], venvName: "v" });
    assert.deepEqual(verifySettings(plan), {
        environment: "/opt/v",
        importCheck: null,
        requested: ["wheel", "pandas", "setuptools"],
        user: "10001:10001",
        prune: "safe",
        keep: ["lib/x"],
        bytecode: "imported",
        strategy: "multi-stage",
        wanted: ["setuptools", "wheel"],
        runtimePackages: [],
        platform: "linux/amd64",
        workdir: "/app",
        variables: { HOME: "/tmp" },
        lateVariables: [],
        torchBackend: null,
        installedNatively: false,
    });
    assert.deepEqual(Object(verifySettings(planOf({ packages: ["six"], importCheck: [] }))).importCheck, []);
});
