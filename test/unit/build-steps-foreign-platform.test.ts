import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

const folder = join(__dirname, "../../components/build-steps");

test("uv's name of a platform follows the C library, and this machine's own has none", () => {
    const names = (cases: [string, string, string][]) => {
        const program =
            "import json, sys; from foreign_platform import foreign_platform as f; print(json.dumps([f(*c) for c in json.loads(sys.argv[1])]))";
        const options = { cwd: folder, encoding: "utf8" } as const;
        return JSON.parse(execFileSync("python3", ["-B", "-c", program, JSON.stringify(cases)], options));
    };
    assert.deepEqual(
        names([
            ["linux/arm64", "x86_64", "2.41"],
            ["linux/arm64", "x86_64", "2.36"],
            ["linux/arm64", "x86_64", "2.30"],
            ["linux/arm64", "x86_64", "2.12"],
            ["linux/arm64", "x86_64", ""],
            ["linux/arm64", "aarch64", "2.41"],
            ["linux/amd64", "x86_64", "2.41"],
            ["linux/amd64", "aarch64", "2.41"],
        ]),
        [
            "aarch64-manylinux_2_40",
            "aarch64-manylinux_2_36",
            "aarch64-manylinux_2_28",
            "aarch64-manylinux_2_17",
            "aarch64-unknown-linux-musl",
            "",
            "",
            "x86_64-manylinux_2_40",
        ],
    );
});
