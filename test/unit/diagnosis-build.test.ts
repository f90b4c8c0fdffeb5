import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { FailedStep } from "../../components/engine/build-progress";
import { beginning, explain } from "../support/failed-step";
import { recorded } from "../support/recorded-builds";

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
    const text = `${recorded.uvNoVersion}\nPYTHON_IMAGE_PACKAGES=apk\nPYTHON_IMAGE_VERSIONS=1.17.0, 1.16.0`;
    const [first, ...others] = explain(text).split("\n");
    assert.match(first ?? "", /six==99\. Versions there are: 1\.17\.0, 1\.16\.0\. Ask for/);
    assert.equal(others.join("\n").includes("PYTHON_IMAGE"), false);
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
                "Check its name, which `base` and `pythonVersion` make unless you give one (where that is left out, what the " +
                "project's `.python-version` or `requires-python` names), and that this engine may pull it.",
        ));

    test("a base image that cannot be had, where the engine did not tell the step", () => {
        const error =
            'failed to do request: Head "https://ghcr.io/v2/o/base/manifests/3": dial tcp: connection refused';
        assert.equal(
            said({ step: "", error }),
            "api: expected a built image, got a failure before its first step. " +
                `The base image ghcr.io/o/base:3 cannot be had: ${error}. ` +
                "The engine does not reach that registry: check its network and its proxy, or name a base in a registry that it " +
                "reaches (`builderImage`, `runtimeImage`).",
        );
    });

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
                step: '[proof 1/1] RUN --mount=type=tmpfs ["/opt/venv/bin/python","-I","/run/python-image/tools/verify/minimal/prove.py"]',
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
