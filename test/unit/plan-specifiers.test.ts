import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ImageShape } from "../../components/python-image/args";
import { problemsOf, type Texts } from "../support/plan-files";

/** Asserts what is said about arguments beside one good requirement. */
function refuses(args: { [name: string]: unknown }, messages: string[], texts: Texts = {}): void {
    assert.deepEqual(problemsOf({ packages: ["six"], ...args } as ImageShape, texts), messages);
}

describe("requirement specifiers", () => {
    for (const specifier of [
        "",
        "numpy=>2",
        "numpy==",
        "num py",
        "six\nattrs",
        "-r other.txt",
        "-e .",
        "./local",
        "numpy; python_version",
        "six # a comment",
        "six --hash=sha256:00",
        "git+https://example.org/a.git",
    ]) {
        test(`${JSON.stringify(specifier)} is refused`, () =>
            refuses({ packages: ["six", specifier] }, [
                `packages[1]: expected a requirement specifier such as \`numpy>=2\` (PEP 508), got ${JSON.stringify(specifier)}. ` +
                    "Options and files belong in a requirements file.",
            ]));
    }

    for (const specifier of ["six @ ./six", "six @ file:///six", "six @ ../six.whl"]) {
        test(`${JSON.stringify(specifier)} is refused, as no path can be taken along`, () =>
            refuses({ packages: [specifier] }, [
                `packages[0]: expected a requirement that can be downloaded, got "${specifier}". ` +
                    "A path belongs in a requirements file, relative to which it counts.",
            ]));
    }

    test("the forms of PEP 508 are accepted", () => {
        const packages = [
            "A",
            "numpy==2.*",
            "foo_Bar.baz ~= 1.0, !=1.2 ; sys_platform == 'linux'",
            "pandas[parquet,aws]>=2",
            "six @ https://example.org/six-1.0-py3-none-any.whl",
        ];
        assert.deepEqual(problemsOf({ packages }), []);
    });
});
