import assert from "node:assert/strict";
import { test } from "node:test";
import { newest } from "../../../../setup/cli/cli";
import { megabytes } from "../../../../setup/cli/outcome";
import { mountsBelow } from "../../../../setup/engine/mounts";
import { findProgram, runCommand, searchPath } from "../../../../setup/host/command";

test("programs are looked for in the administrators' folders, too, whatever PATH says", () => {
    assert.deepEqual(searchPath({ PATH: "/a:/usr/sbin:/b" }), ["/a", "/usr/sbin", "/b", "/usr/local/sbin", "/sbin"]);
});

test("a program that is not installed is not found", async () => {
    assert.equal(await findProgram("no-such-program-at-all"), undefined);
    assert.match((await findProgram("sh")) ?? "", /\/sh$/);
});

test("a command gives what it printed, or an error with its code and its last lines", async () => {
    assert.equal(await runCommand("sh", ["-c", "echo $GREETING"], { env: { GREETING: "hello" } }), "hello\n");
    await assert.rejects(runCommand("sh", ["-c", "echo broken >&2; exit 4"]), {
        message: "sh -c echo broken >&2; exit 4: expected exit code 0, got 4.\nbroken",
    });
});

test("the newest version is the highest number, not the last word", () => {
    assert.equal(newest(["3.99.0", "3.248.0", "3.100.2", "plugins", "4.0.0-beta"]), "3.248.0");
    assert.equal(newest([]), undefined);
});

test("sizes are told in millions of bytes, as Docker does", () => {
    assert.equal(megabytes(116_049_921), "116.0 MB");
});

test("mounts below a folder are released from the inside out; neighbours with its name as a beginning are not", () => {
    const table = [
        "/dev/vda / ext4 rw 0 0",
        "overlay /state/engine/a\\040b/merged overlay rw 0 0",
        "tmpfs /state/engine/a\\040b/merged/dev tmpfs rw 0 0",
        "tmpfs /state/engine2 tmpfs rw 0 0",
    ].join("\n");
    assert.deepEqual(mountsBelow("/state/engine", table), ["/state/engine/a b/merged/dev", "/state/engine/a b/merged"]);
});
