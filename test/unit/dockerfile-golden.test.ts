import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import type { ImageShape } from "../../components/python-image/args";
import { Base, Bytecode, Installer, Strategy } from "../../components/python-image/choices";
import { renderDockerfile } from "../../components/python-image/dockerfile/render-dockerfile";
import { planOf, type Texts } from "../support/plan-files";

/** Set to rewrite the golden files with what comes out now; read the difference before it is committed. */
const update = process.env.UPDATE_GOLDEN === "1";
const folder = join(__dirname, "../golden");

const requirements = { "requirements.txt": "pandas\nnumpy\nwheel\n" };
const project = {
    "pyproject.toml":
        '[project]\nname = "app"\ndependencies = ["six"]\n[project.optional-dependencies]\npg = []\n' +
        '[dependency-groups]\nprod = []\n[build-system]\nbuild-backend = "poetry.core.masonry.api"\n',
    "app/__init__.py": "",
};
const lockedProject = { ...project, "uv.lock": '[[package]]\nname = "app"\nsource = { editable = "." }\n' };
/** A workspace whose root is no project. */
const workspace = {
    "../shop/uv.lock":
        '[manifest]\nmembers = ["api", "worker"]\n[[package]]\nname = "api"\nsource = { editable = "api" }\n' +
        '[[package]]\nname = "worker"\nsource = { editable = "worker" }\n',
    "../shop/pyproject.toml": '[tool.uv.workspace]\nmembers = ["*"]\n',
    "../shop/api/pyproject.toml": '[project]\nname = "api"\n',
    "../shop/worker/pyproject.toml": '[project]\nname = "worker"\n',
};

const cases: { [name: string]: [ImageShape, Texts] } = {
    quickstart: [{ requirements: "requirements.txt" }, requirements],
    "single-stage-full-pip": [
        {
            requirements: "requirements.txt",
            base: Base.Full,
            strategy: Strategy.SingleStage,
            installer: Installer.Pip,
            venvName: "python-poc",
        },
        requirements,
    ],
    "single-stage-without-bytecode": [
        {
            packages: ["six"],
            strategy: Strategy.SingleStage,
            bytecode: Bytecode.None,
            runtimePackages: ["libgomp1"],
            index: { extraUrls: ["https://example.org/simple"] },
        },
        {},
    ],
    "packages-alpine": [{ packages: ["numpy>=2,<3", "six"], base: Base.Alpine, pythonVersion: "3.12" }, {}],
    minimal: [{ packages: ["six"], strategy: Strategy.Minimal }, {}],
    everything: [
        {
            requirements: "../app/requirements.txt",
            packages: ["six ; python_version >= '3.10'"],
            installer: Installer.Pip,
            index: { url: "https://example.org/simple" },
            caCertificates: ["ca.pem"],
            source: "../app",
            workdir: "/srv/my app",
            command: ["python", "-m", "api"],
            entrypoint: ["/usr/bin/env"],
            environment: { GREETING: `it's "quoted" $HOME`, LINES: "a\nb" },
            labels: { "org.opencontainers.image.source": "https://example.org/api" },
            ports: [8000, 8001],
            healthcheck: { command: ["python", "-m", "api.health"], intervalSeconds: 5, retries: 2 },
            user: "1000:1000",
            buildPackages: ["gcc", "libpq-dev"],
            runtimePackages: ["libpq5", "libgomp1"],
        },
        {
            "../app/requirements.txt": "-r base.txt\npsycopg2\nwheel\n",
            "../app/base.txt": "flask\n",
            "ca.pem": "-----BEGIN CERTIFICATE-----\n",
        },
    ],
    application: [
        {
            packages: ["django"],
            source: "../shop",
            prepare: [
                ["python", "manage.py", "collectstatic", "--no-input"],
                ["python", "-c", "print('it\\'s done')\n"],
            ],
            smokeTests: [["python", "manage.py", "check"]],
            importCheck: ["django", "shop.urls"],
            writable: ["media", "/var/lib/shop"],
            environment: { A: "1", HOST: pulumi.output("of another resource") },
            labels: { revision: pulumi.output("of another resource") },
            command: ["serve", pulumi.output("of another resource")],
            buildEnvironment: { TOKEN: pulumi.secret("t") },
            caCertificates: ["ca.pem"],
        },
        { "../shop/shop/urls.py": "", "ca.pem": "-----BEGIN CERTIFICATE-----\n" },
    ],
    "application-minimal": [
        {
            packages: ["six"],
            strategy: Strategy.Minimal,
            source: "../shop",
            prepare: [["python", "prepare.py"]],
            smokeTests: [["python", "main.py"]],
        },
        { "../shop/main.py": "" },
    ],
    "smoke-tests-alone": [{ packages: ["six"], smokeTests: [["python", "-c", "import six"]] }, {}],
    "requirements-with-projects": [
        { requirements: "app/requirements.txt" },
        {
            "app/requirements.txt": "six\n-e .[dev]\n../libs/my core\n",
            "app/pyproject.toml": "",
            "libs/my core/setup.py": "",
        },
    ],
    "projects-pip": [
        { requirements: "requirements.txt", installer: Installer.Pip, strategy: Strategy.SingleStage },
        { "requirements.txt": "six\n./lib\n", "lib/pyproject.toml": "" },
    ],
    "another-platform": [
        { requirements: "requirements.txt", index: { url: "https://example.org/simple" }, platform: "linux/arm64" },
        { "requirements.txt": "six\n./lib\n", "lib/pyproject.toml": "" },
    ],
    "another-platform-pip": [{ packages: ["six"], installer: Installer.Pip, platform: "linux/arm64" }, {}],
    hashes: [
        { requirements: "requirements.txt", packages: ["attrs"] },
        { "requirements.txt": "six==1.17.0 --hash=sha256:0a\n" },
    ],
    "remote-with-git": [
        {
            requirements: "requirements.txt",
            gitLogins: [{ host: "example.org", password: "secret" }],
            buildEnvironment: { CMAKE_ARGS: "-DX=1" },
        },
        { "requirements.txt": "a @ git+https://example.org/a\n" },
    ],
    "builds-uv": [
        {
            requirements: "requirements.txt",
            packages: [`a @ https://\${TOKEN}@example.org/a.whl`],
            buildEnvironment: { TOKEN: "secret" },
            buildConstraints: ["setuptools<81"],
            noBuildIsolation: ["flash-attn", "b"],
            torchBackend: "cpu",
            installerVersion: "0.12.1",
        },
        { "requirements.txt": "flash-attn\n" },
    ],
    "builds-pip": [
        {
            requirements: "requirements.txt",
            packages: ["flash_attn==2", "six"],
            installer: Installer.Pip,
            buildConstraints: ["setuptools<81"],
            noBuildIsolation: ["Flash-Attn"],
        },
        { "requirements.txt": "torch\n" },
    ],
    "uv-lock-demanding": [
        { requirements: "uv.lock", noBuildIsolation: ["flash-attn"] },
        { ...lockedProject, "pyproject.toml": `${project["pyproject.toml"]}[tool.uv]\nrequired-version = "<0.9"\n` },
    ],
    "uv-lock": [{ requirements: "uv.lock", groups: ["prod"], extras: ["pg"], packages: ["gunicorn"] }, lockedProject],
    "uv-lock-above": [
        { requirements: "../api/uv.lock", installer: Installer.Pip },
        {
            "../api/uv.lock": '[[package]]\nname = "shared"\nsource = { directory = "../shared" }\n',
            "../api/pyproject.toml": "",
            "../shared/setup.py": "",
        },
    ],
    "uv-lock-member": [{ requirements: "../shop/uv.lock", member: "api" }, workspace],
    "uv-lock-member-alone": [{ requirements: "../shop/uv.lock", member: "api", installProject: false }, workspace],
    pyproject: [{ requirements: "pyproject.toml", groups: ["prod"], extras: ["pg"] }, project],
    "poetry-lock-member": [
        { requirements: "poetry.lock", member: "api", packages: ["attrs"] },
        {
            "pyproject.toml": "[tool.poetry]\npackage-mode = false\n",
            "poetry.lock":
                '[[package]]\nname = "api"\nversion = "1"\n[package.dependencies]\nsix = "*"\n' +
                '[package.source]\ntype = "directory"\nurl = "api"\n' +
                '[[package]]\nname = "six"\nversion = "1.17.0"\nfiles = [{ file = "six.whl", hash = "sha256:0a" }]\n',
            "api/pyproject.toml": "",
        },
    ],
    pylock: [{ requirements: "pylock.toml", installer: Installer.Pip }, { "pylock.toml": "" }],
    "poetry-lock": [
        { requirements: "poetry.lock", groups: ["prod"], extras: ["pg"] },
        { ...project, "poetry.lock": "" },
    ],
    "pipfile-lock": [
        { requirements: "Pipfile.lock", installer: Installer.Pip, groups: ["dev-packages"] },
        { Pipfile: "[dev-packages]\n", "Pipfile.lock": "{}" },
    ],
};

describe("Dockerfiles are as they were reviewed", () => {
    for (const [name, [args, texts]] of Object.entries(cases)) {
        test(name, () => {
            const { text } = renderDockerfile(planOf(args, texts));
            const file = join(folder, `${name}.Dockerfile`);
            if (update) {
                writeFileSync(file, text);
            }
            assert.equal(text, readFileSync(file, "utf8"));
        });
    }

    test("no golden file is left over", () =>
        assert.deepEqual(
            readdirSync(folder).filter((file) => file.endsWith(".Dockerfile")),
            Object.keys(cases)
                .map((name) => `${name}.Dockerfile`)
                .sort(),
        ));
});

describe("every Dockerfile", () => {
    const texts = Object.values(cases).map(([args, files]) => renderDockerfile(planOf(args, files)).text);

    test("needs nothing newer than the BuildKit of Docker Engine 20.10", () => {
        for (const text of texts) {
            assert.doesNotMatch(text, /^#\s*(syntax|escape|check)\s*=/im);
            assert.doesNotMatch(text, /<<-?['"]?\w/);
            assert.doesNotMatch(text, /^(COPY|ADD) .*--(link|chmod|parents|exclude)/m);
            assert.doesNotMatch(text, /--(network|security|mount=type=secret,env)/);
        }
    });

    test("names no argument of the secrets with `$`: engines show what that stands for in the names of steps", () => {
        for (const text of texts) {
            const stage = /AS secrets\n[\s\S]*?(?=\n\n)/.exec(text)?.[0] ?? "";
            assert.doesNotMatch(stage, /\$/);
        }
    });

    test("is made of known instructions, comments, and continued lines alone", () => {
        const known = /^(ARG|FROM|RUN|COPY|ENV|LABEL|EXPOSE|HEALTHCHECK|WORKDIR|USER|ENTRYPOINT|CMD) \S|^# \S|^$/;
        for (const text of texts) {
            const instructions = text.replace(/\\\n/g, "").split("\n");
            assert.deepEqual(
                instructions.filter((line) => !known.test(line)),
                [],
            );
        }
    });

    test("says no more of a plan than what shapes it: equal plans, equal text", () => {
        for (const [args, files] of Object.values(cases)) {
            const reordered = Object.fromEntries(Object.entries(args).reverse());
            assert.equal(renderDockerfile(planOf(reordered, files)).text, renderDockerfile(planOf(args, files)).text);
        }
    });
});
