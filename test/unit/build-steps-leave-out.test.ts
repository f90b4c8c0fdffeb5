import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryDirectory, writeTree } from "../support/tree";

test("packages are left out of a requirements file and of those that it includes", (t) => {
    const root = temporaryDirectory(t);
    writeTree(root, {
        "a/requirements.txt": [
            "# flash-attn is built later",
            "torch==2.9 \\",
            "    --hash=sha256:0a",
            "Flash_Attn==2.8 ; python_version > '3' \\",
            "    --hash=sha256:0b",
            "flash-attn-extra",
            "-r ../b/more.txt",
            "-c limits.txt",
            "--find-links https://example.org/wheels",
            "-f wheels",
            `--extra-index-url https://\${TOKEN}@example.org/simple`,
            "",
        ].join("\n"),
        "b/more.txt": "flash.attn[cuda]\nsix  # six\n./wheels/x-1.whl\n",
    });
    const tool = join(__dirname, "../../components/build-steps/leave_out.py");
    const file = join(root, "a/requirements.txt");
    assert.deepEqual(execFileSync("python3", [tool, file, "flash-attn"], { encoding: "utf8" }).trimEnd().split("\n"), [
        "torch==2.9      --hash=sha256:0a",
        "flash-attn-extra",
        "six",
        join(root, "b/wheels/x-1.whl"),
        `-c ${join(root, "a/limits.txt")}`,
        "--find-links https://example.org/wheels",
        `-f ${join(root, "a/wheels")}`,
        `--extra-index-url https://\${TOKEN}@example.org/simple`,
    ]);
});
