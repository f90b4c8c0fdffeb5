import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ImageShape } from "../../components/python-image/args";
import { problemsOf, type Texts } from "../support/plan-files";

/** Asserts what is said about arguments beside one good requirement. */
function refuses(args: { [name: string]: unknown }, messages: string[], texts: Texts = {}): void {
    assert.deepEqual(problemsOf({ packages: ["six"], ...args } as ImageShape, texts), messages);
}

/** Asserts that one argument is refused in one form, whichever of `values` it has. */
function refusesEach(name: string, values: unknown[], expected: string, remedy: string): void {
    for (const value of values) {
        test(`${name} ${JSON.stringify(value)} is refused`, () =>
            refuses({ [name]: value }, [`${name}: expected ${expected}, got ${JSON.stringify(value)}. ${remedy}`]));
    }
}

describe("values of one argument", () => {
    refusesEach(
        "pythonVersion",
        ["3", "latest", "", "2.7", "3.13-slim", "3.13.0rc1", "3.13\n", "v3.13"],
        "`major.minor` or `major.minor.patch`",
        'A moving version such as "3" or "latest" gives other images for the same input: name one, "3.13".',
    );
    refusesEach("pythonVersion", ["3.8", "3.7.9"], "3.9 or newer", "What older ones run cannot be proven.");
    refusesEach(
        "platform",
        ["amd64", "linux", "linux/amd64,linux/arm64", "windows/amd64", "LINUX/AMD64", ""],
        "one `linux/<architecture>`",
        'Use "linux/amd64" or "linux/arm64".',
    );
    refusesEach(
        "venvName",
        ["a/b", "", ".", "..", "-x", "a b"],
        "letters, digits, `.`, `_` and `-`",
        "It is the last part of the path: /opt/<venvName>.",
    );
    refusesEach(
        "user",
        ["root", "1000:", "1:x", "-1", ""],
        "a numeric `uid` or `uid:gid`",
        'Give numbers, such as "10001:10001": names cannot be checked by Kubernetes\' runAsNonRoot.',
    );
    refusesEach(
        "user",
        ["99999999999", "1000:2147483648"],
        "ids of at most 2147483647",
        "Engines and kernels know no others.",
    );
    refusesEach("workdir", ["app", "", "./app", "/a\0b"], "an absolute path", 'Begin it with "/".');
    refusesEach("base", ["tiny", "Slim"], "one of full, slim, alpine", "Use the constants of the same name.");
    refusesEach("compression", ["xz", "Gzip"], "one of gzip, zstd", "Use the constants of the same name.");
    refusesEach(
        "compressionLevel",
        [0, 10, 1.5, "6"],
        "a whole number from 1 to 9 with gzip",
        "Leave it out for the default.",
    );
    test("a level that zstd does not have is refused", () =>
        refuses({ compression: "zstd", compressionLevel: 23 }, [
            "compressionLevel: expected a whole number from 1 to 22 with zstd, got 23. Leave it out for the default.",
        ]));
    refusesEach("command", [[]], "at least one word", "Leave it out to keep that of the base image.");
    refusesEach("entrypoint", [[]], "at least one word", "Leave it out to keep that of the base image.");

    test("choices are those of the constants", () =>
        refuses({ strategy: "x", installer: "conda", prune: "all", bytecode: "yes" }, [
            'strategy: expected one of single-stage, multi-stage, minimal, got "x". Use the constants of the same name.',
            'installer: expected one of uv, pip, got "conda". Use the constants of the same name.',
            'prune: expected one of none, safe, max, got "all". Use the constants of the same name.',
            'bytecode: expected one of none, imported, all, got "yes". Use the constants of the same name.',
        ]));

    test("a base beside both images has no use", () =>
        refuses({ base: "slim", builderImage: "a", runtimeImage: "b" }, [
            'base: expected no base beside both `builderImage` and `runtimeImage`, got "slim". Leave out `base`.',
        ]));

    test("ports are TCP ports", () =>
        refuses({ ports: [80, 0, 65536, 1.5] }, [
            "ports[1]: expected a whole number from 1 to 65535, got 0. Only TCP ports can be given.",
            "ports[2]: expected a whole number from 1 to 65535, got 65536. Only TCP ports can be given.",
            "ports[3]: expected a whole number from 1 to 65535, got 1.5. Only TCP ports can be given.",
        ]));

    test("names and values of the environment and of labels", () =>
        refuses({ environment: { "A B": "1", "1A": "", A: 1 }, labels: { 'a"b': "", "": "x", "a.b": "any\n$" } }, [
            'environment["A B"]: expected a name without spaces and quotes, got "A B". Rename it.',
            'environment["1A"]: expected a name without spaces and quotes, got "1A". Rename it.',
            'environment["A"]: expected a string, got number. ' + "Give text, or an output of another resource.",
            'labels["a\\"b"]: expected a name without spaces and quotes, got "a\\"b". Rename it.',
            'labels[""]: expected a name without spaces and quotes, got "". Rename it.',
        ]));

    test("the search path is the image's own", () =>
        refuses({ environment: { PATH: "/app/bin:$PATH" } }, [
            'environment["PATH"]: expected a variable that the image does not set, got "PATH". The environment\'s programs come first in it: name others by their paths.',
        ]));

    test("a health check needs a command and positive numbers", () =>
        refuses({ healthcheck: { command: [], intervalSeconds: -1, timeoutSeconds: 1, retries: 0 } }, [
            'healthcheck.command: expected at least one word, got []. Give it in exec form: ["python", "-m", "health"].',
            "healthcheck.intervalSeconds: expected a number above 0, got -1. Leave it out for the engine's default.",
            "healthcheck.retries: expected a whole number above 0, got 0. Leave it out for the engine's default.",
        ]));

    test("half an attempt is none", () =>
        refuses({ healthcheck: { command: ["x"], intervalSeconds: 1.5, retries: 1.5 } }, [
            "healthcheck.retries: expected a whole number above 0, got 1.5. Leave it out for the engine's default.",
        ]));

    test("system packages and modules are given one by one", () =>
        refuses(
            { buildPackages: ["gcc make"], runtimePackages: ["libgomp1", "-y"], importCheck: ["a-b", "a.b", "a."] },
            [
                'buildPackages[0]: expected the name of a system package, got "gcc make". Give each package by itself: ["gcc", "libpq-dev"].',
                'runtimePackages[1]: expected the name of a system package, got "-y". Give each package by itself: ["gcc", "libpq-dev"].',
                'importCheck[0]: expected the name of a module, got "a-b". Modules are named as in an import statement.',
                'importCheck[2]: expected the name of a module, got "a.". Modules are named as in an import statement.',
            ],
        ));
});

describe("directories and certificates", () => {
    const remedy = "Give the path of the application's directory, relative to the program.";
    test("source is missing, empty, or a file", () => {
        refuses({ source: "app" }, [`source: expected a directory, got "app", which does not exist. ${remedy}`]);
        refuses({ source: "" }, [`source: expected a directory, got "", which does not exist. ${remedy}`]);
        refuses({ source: "app" }, [`source: expected a directory, got "app", which is a file. ${remedy}`], {
            app: "",
        });
    });

    test("certificates are PEM files", () =>
        refuses(
            { caCertificates: ["a.pem", "b.pem", "c.pem", "d"] },
            [
                "caCertificates[0]: expected a PEM file, got a.pem, which is missing or no file. Give its path relative to the program.",
                "caCertificates[1]: expected a PEM file, got b.pem, which holds no certificate. Convert it: openssl x509 -inform der.",
                "caCertificates[3]: expected a PEM file, got d, which is missing or no file. Give its path relative to the program.",
            ],
            { "b.pem": "\x30\x82", "c.pem": "# ours\n-----BEGIN CERTIFICATE-----\n", "d/e": "" },
        ));
});
