import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { wholeOf } from "../../../components/publish/layer/blocks";
import { writeHeader } from "../../../components/publish/tar/header";
import { readPax, writePax } from "../../../components/publish/tar/pax";
import { readEntries } from "../../../components/publish/tar/read-entries";
import { archiveOf, readFile } from "../../../components/publish/tar/read-file";
import { writeEntries } from "../../../components/publish/tar/write-entries";

const folder = mkdtempSync(join(tmpdir(), "tar-"));
after(() => rmSync(folder, { recursive: true }));

/** What the system's tar makes of files. */
function tar(options: string[], names: string[]): Buffer {
    return execFileSync("tar", ["-C", folder, "-c", ...options, ...names], { maxBuffer: 1e9 });
}

describe("archives of the system's tar", () => {
    const long = `${"n".repeat(120)}-${"m".repeat(120)}`;
    writeFileSync(join(folder, long), "long");
    writeFileSync(join(folder, "sparse"), "head");
    truncateSync(join(folder, "sparse"), 3_000_000);
    writeFileSync(join(folder, "sparse"), "tail", { flag: "a" });

    for (const format of ["gnu", "pax"]) {
        test(`long names in the form ${format}`, () => {
            assert.equal(readFile(archiveOf(tar([`--format=${format}`], [long])), long)?.toString(), "long");
        });
    }
    const forms = [["--format=gnu"], ["--format=pax"], ["--format=pax", "--sparse-version=0.1"]];
    for (const form of forms) {
        test(`sparse files with ${form.join(" ")} are whole`, () => {
            const bytes = tar(["-S", ...form], ["sparse", long]);
            assert.ok(bytes.length < 1_000_000, "the archive itself is sparse");
            const content = readFile(archiveOf(bytes), "sparse");
            assert.equal(content?.length, 3_000_004);
            assert.equal(content?.subarray(0, 4).toString(), "head");
            assert.equal(content?.subarray(-4).toString(), "tail");
            assert.ok(content?.subarray(4, -4).every((byte) => byte === 0));
            assert.equal(readFile(archiveOf(bytes), long)?.toString(), "long", "what comes after it is found");
        });
    }
});

test("extended attributes are bytes, not text", () => {
    const capability = Buffer.from([1, 0, 0, 2, 0xff, 0x80, 0, 0x0a]);
    const records = writePax(new Map([["SCHILY.xattr.security.capability", capability]]));
    const header = { mode: 0, uid: 0, gid: 0, mtime: 0, linkname: "", major: 0, minor: 0 };
    const archive = archiveOf(
        Buffer.concat([
            writeHeader({ ...header, name: "x", type: "x", size: records.length }),
            records,
            Buffer.alloc(512 - records.length),
            writeHeader({ ...header, name: "ping", type: "0", size: 0 }),
            Buffer.alloc(1024),
        ]),
    );
    const [ping] = readEntries(archive);
    assert.deepEqual(ping?.attributes, new Map([["security.capability", capability]]));
    const written = wholeOf(writeEntries(ping ? [ping] : []), archive);
    assert.deepEqual(readEntries(archiveOf(written))[0]?.attributes, ping?.attributes);
});

test("the length of a PAX record counts its own digits", () => {
    for (const length of [1, 80, 88, 89, 90, 91, 92, 93, 980, 986, 987, 988, 989, 990]) {
        const records = new Map([["path", Buffer.alloc(length, "x")]]);
        assert.deepEqual(readPax(writePax(records)), records);
    }
});

test("what is no archive is refused", () => {
    const noise = Buffer.alloc(1024, "x");
    assert.throws(() => readEntries(archiveOf(noise)), /expected a tar archive, got a header whose checksum is wrong/);
});

test("sizes above 8 GiB are written as PAX records", () => {
    const size = 9 * 1024 ** 3;
    const content = [{ start: undefined, length: size }];
    const attributes = new Map<string, Buffer>();
    const device = { major: 0, minor: 0 };
    const file = { type: "file" as const, name: "big", mode: 0, uid: 0, gid: 0, mtime: 0, linkname: "" };
    const parts = writeEntries([{ ...file, size, device, attributes, content }]);
    const head = parts.next().value as Buffer;
    assert.match(head.subarray(512, 1024).toString("latin1"), /\d+ size=9663676416\n/);
    assert.equal(head.subarray(1024 + 124, 1024 + 135).toString(), "00000000000");
});
