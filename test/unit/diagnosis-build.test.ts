import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { FailedStep } from "../../components/engine/build-progress";
import { explainBuild } from "../../components/python-image/diagnosis/explain-build";
import { recorded } from "../support/recorded-builds";

const step =
    "[builder 2/2] RUN --mount=type=tmpfs,target=/run     : 'Install the requirements'  && . /run/python-image/tools/network.sh";
const exited = "process \"/bin/sh -c : 'Install the requirements'\" did not complete successfully: exit code: 1";

/** What is said about a step that printed `text`. */
function explain(text: string, more: Partial<FailedStep> = {}, secrets: string[] = []): string {
    const output = text.split("\n").filter((line) => line.trim() !== "");
    return explainBuild("api", { step, output, error: exited, ...more }, secrets);
}

const beginning = 'api: expected a built image, got a failure at the step "Install the requirements" (stage builder). ';

describe("each cause has a sentence of its own, with what to do", () => {
    const spelling = "Ask for a version that exists, and check the name's spelling and the index.";
    const certificate =
        "A certificate was not trusted: something on the way, such as a company's proxy, inspects TLS. " +
        'Give its authority in `caCertificates: ["company-ca.pem"]`; it is trusted while building only.';
    const lock = "Lock the requirements again, and find out who changed the file: an index may serve another one.";
    const reach =
        "Check the URL and the network; set HTTPS_PROXY if there is a proxy, and `index.url` if there is a mirror.";
    const login =
        "The package index refused the login. Check `index.username` and `index.password`, and that they may read the package.";
    const git = 'A requirement comes from a Git repository, and the builder has no Git. Add `buildPackages: ["git"]`.';
    const compiler = (what: string) =>
        `A package has no wheel for this image and needs a compiler that the builder lacks (${what}). ` +
        'Name the packages that bring it (`buildPackages: ["gcc", "libc6-dev"]`, "cargo" for Rust), or choose a version that has a wheel.';
    const contradiction =
        "The requirements contradict each other about urllib3. Loosen one of them; the lines below tell which want what.";
    const sentences: { [name in keyof typeof recorded]: string } = {
        uvNoVersion: `No version fits what the requirements ask for: six==99. ${spelling}`,
        pipNoVersion: `No version fits what the requirements ask for: six==99. Versions there are: 1.15.0, 1.16.0, 1.17.0. ${spelling}`,
        uvNoPackage: `No version fits what the requirements ask for: pulumi-python-image-does-not-exist. ${spelling}`,
        pipNoPackage: `No version fits what the requirements ask for: pulumi-python-image-does-not-exist. ${spelling}`,
        uvOtherPython:
            "No version of numpy==2.4.6 fits this Python. Change `pythonVersion`, or ask for a version that supports it.",
        pipOtherPython:
            "No version of numpy==2.4.6 fits this Python. Versions there are: 2.0.1, 2.0.2. " +
            "Change `pythonVersion`, or ask for a version that supports it.",
        uvConflict: contradiction,
        pipConflict: contradiction,
        uvHash: `A download does not have the hash that the requirements demand (six==1.17.0). ${lock}`,
        pipHash: `A download does not have the hash that the requirements demand (six-1.17.0-py2.py3-none-any.whl). ${lock}`,
        uvRefused: `The package index at http://127.0.0.1:9/simple/six/ cannot be reached from the build. ${reach}`,
        pipRefused: `The package index at http://127.0.0.1:9/simple cannot be reached from the build. ${reach}`,
        uvNoHost: `The package index at http://packages.invalid/simple/six/ cannot be reached from the build. ${reach}`,
        pipNotTrusted:
            "pip takes nothing from an index without HTTPS, such as packages.invalid. " +
            "Give `index.url` with https, or use Installer.Uv.",
        uvFails:
            "The package index failed: http://127.0.0.1:18500/simple/six/ answered 503 Service Unavailable. " +
            "Try again later, or name a mirror in `index.url`.",
        uvTls: certificate,
        pipTls: certificate,
        uvUnauthorized: login,
        uvForbidden: login,
        uvNoGit: git,
        pipNoGit: git,
        uvNoCompiler: compiler("No such file or directory: 'gcc'"),
        pipNoCompiler: compiler("command 'x86_64-linux-gnu-gcc' failed: No such file"),
        uvNoLinker: compiler("linker `cc` not found"),
        uvLdap: 'A package is built from source and misses lber.h. Add it: `buildPackages: ["libldap2-dev"]`.',
        uvMysql: 'A package is built from source and misses mysqlclient. Add it: `buildPackages: ["libmariadb-dev"]`.',
        pgConfig: 'A package is built from source and misses pg_config. Add it: `buildPackages: ["libpq-dev"]`.',
        unknownHeader:
            "A package is built from source and misses frobnicate/all.h. " +
            'Name the system package that has it: `buildPackages: ["…-dev"]`.',
        brokenBuild:
            "docopt==0.6.2 has no wheel for this image, and building it from its sources fails. " +
            "Choose a version with a wheel for this Python, or name what its build needs in `buildPackages`.",
        noSystemPackage:
            "The image's distribution has no system package no-such-package. " +
            "Check the spelling in `buildPackages` and `runtimePackages`, and the names of this release.",
    };
    for (const [name, sentence] of Object.entries(sentences)) {
        test(name, () => {
            const [first, second] = explain(recorded[name as keyof typeof recorded]).split("\n");
            assert.equal(first, beginning + sentence);
            assert.equal(second, "Last lines of its output:");
        });
    }

    const disk =
        "The engine's disk is full. Free space there (`docker system df` tells what takes it), or give it a larger disk.";
    const memory =
        "The step was killed for want of memory. Give the Docker Engine more memory, or build fewer images at once.";
    for (const [text, sentence] of [
        ["OSError: [Errno 28] No space left on device", disk],
        ["write /usr/lib/x.so: no space left on device", disk],
        ["Killed", memory],
        ["OSError: [Errno 12] Cannot allocate memory", memory],
        ["MemoryError", memory],
    ] as const) {
        test(text, () => assert.equal(explain(text).split("\n")[0], beginning + sentence));
    }

    test("a step that the system killed", () => {
        const error = "process did not complete successfully: exit code: 137";
        assert.equal(explain("", { error }), beginning + memory);
    });
});

test("what the build's own tools say is the cause, and is not shown twice", () => {
    const text = [
        "python-image: time: imports 1.20 s",
        "Traceback (most recent call last):",
        "python-image: note: libSM.so.6 is not there, and no import needs it",
        "python-image: error: cv2 does not import: libxcb.so.1 is missing.",
        "python-image:   Add runtimePackages: libxcb1,",
        "python-image:   or take opencv-python-headless.",
        "ERROR: after it",
    ];
    assert.deepEqual(explain(text.join("\n")).split("\n"), [
        `${beginning}cv2 does not import: libxcb.so.1 is missing.`,
        "Add runtimePackages: libxcb1,",
        "or take opencv-python-headless.",
        "Last lines of its output:",
        "  Traceback (most recent call last):",
        "  ERROR: after it",
    ]);
});

test("versions that were looked up after the failure become part of the sentence alone", () => {
    const text = `${recorded.uvNoVersion}\nPYTHON_IMAGE_VERSIONS=1.17.0, 1.16.0`;
    const [first, ...others] = explain(text).split("\n");
    assert.match(first ?? "", /six==99\. Versions there are: 1\.17\.0, 1\.16\.0\. Ask for/);
    assert.equal(others.join("\n").includes("PYTHON_IMAGE_VERSIONS"), false);
});

test("the last fifteen lines are shown, and of a silent step none", () => {
    const lines = Array.from({ length: 20 }, (_, place) => `line ${place}`);
    assert.deepEqual(explain(lines.join("\n")).split("\n"), [
        `${beginning}Its command ended with exit code 1.`,
        "Last lines of its output:",
        ...lines.slice(5).map((line) => `  ${line}`),
    ]);
    assert.equal(explain(""), `${beginning}Its command ended with exit code 1.`);
});

describe("where it failed", () => {
    const said = (more: Partial<FailedStep>) => explain("", more).split("\n")[0];

    test("a base image that cannot be had", () =>
        assert.equal(
            said({
                step: "[internal] load metadata for docker.io/library/python:9.99-slim",
                error: "docker.io/library/python:9.99-slim: not found",
            }),
            "api: expected a built image, got a failure at [internal] load metadata for docker.io/library/python:9.99-slim. " +
                "The base image docker.io/library/python:9.99-slim cannot be had: docker.io/library/python:9.99-slim: not found. " +
                "Check its name, and that this engine may pull it.",
        ));

    test("a title with an apostrophe", () =>
        assert.equal(
            said({
                step: "[source 2/2] RUN --mount=type=tmpfs,target=/run     : 'Lay out the application'\\''s code'  && x",
            }),
            'api: expected a built image, got a failure at the step "Lay out the application\'s code" (stage source). ' +
                "Its command ended with exit code 1.",
        ));

    test("the proof of an image from scratch", () =>
        assert.equal(
            said({
                step: '[proof 1/1] RUN --mount=type=tmpfs ["/opt/venv/bin/python","-I","/run/python-image/tools/prove.py"]',
            }),
            'api: expected a built image, got a failure at the step "Prove the image from scratch" (stage proof). ' +
                "Its command ended with exit code 1.",
        ));

    test("an instruction without a title, or none at all", () => {
        assert.equal(
            said({ step: "[stage-6 3/4] COPY --from=source /out /", error: "failed to copy" }),
            "api: expected a built image, got a failure at [stage-6 3/4] COPY --from=source /out /. The engine says: failed to copy.",
        );
        assert.equal(
            said({ step: "", error: "dockerfile parse error line 3: unknown instruction: X" }),
            "api: expected a built image, got a failure before its first step. " +
                "The engine says: dockerfile parse error line 3: unknown instruction: X.",
        );
    });
});

test("secrets are hidden wherever they appear, as they are and as a URL holds them", () => {
    const secrets = ["s3cr/t", "", "s3cr/t-longer"];
    const text = "GET https://ci:s3cr%2Ft@example.org/simple/\nlogin ci s3cr/t\nlogin ci s3cr/t-longer";
    const said = explain(text, { error: "failed with s3cr/t" }, secrets);
    assert.deepEqual(said.split("\n"), [
        `${beginning}The engine says: failed with [secret].`,
        "Last lines of its output:",
        "  GET https://ci:[secret]@example.org/simple/",
        "  login ci [secret]",
        "  login ci [secret]",
    ]);
    assert.equal(explain("plain", { error: "plain" }, [""]).includes("[secret]"), false);
});

test("a login in the address of an index is not repeated", () => {
    const text = "error: Failed to fetch: https://ci:s3cret@example.org/simple/six/\n  cause: dns error";
    assert.match(explain(text), /The package index at https:\/\/example\.org\/simple\/six\/ cannot be reached/);
});
