import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { wholeOf } from "../../../components/publish/layer/blocks";
import { bytecodeTimes } from "../../../components/publish/tar/bytecode-times";
import type { TarEntry } from "../../../components/publish/tar/entry";
import { normalize } from "../../../components/publish/tar/normalize";
import { readEntries } from "../../../components/publish/tar/read-entries";
import { archiveOf, readFile } from "../../../components/publish/tar/read-file";
import { writeEntries } from "../../../components/publish/tar/write-entries";
import { type Entry, layerOf } from "../../support/exported-image";

const above = { kept: false, ofSources: new Map<string, number>() };

/** The normalised layer of some entries, and what is in it. */
async function normalized(entries: Entry[], isBase = false): Promise<{ bytes: Buffer; entries: TarEntry[] }> {
    const archive = archiveOf(await layerOf(entries));
    const read = readEntries(archive);
    const ofSources = isBase ? above.ofSources : bytecodeTimes(read, archive);
    const bytes = wholeOf(writeEntries(normalize(read, { kept: isBase, ofSources })), archive);
    return { bytes, entries: readEntries(archiveOf(bytes)) };
}

const names = ({ entries }: { entries: TarEntry[] }) => entries.map(({ name }) => name);

describe("a normalised layer", () => {
    test("does not depend on order, times, names of users, or how its paths are written", async () => {
        const time = (seconds: number) => new Date(seconds * 1000);
        const one = await normalized([
            [{ name: "./", type: "directory", mode: 0o755 }],
            [{ name: "./a/", type: "directory", mode: 0o755, mtime: time(5), uname: "root", gname: "root" }],
            [{ name: "./a/b", mode: 0o644, mtime: time(1.5), uid: 10, gid: 20 }, "text"],
            [{ name: "./a-c", type: "symlink", linkname: "a/b", mode: 0o755 }],
        ]);
        const other = await normalized([
            [{ name: "a-c", type: "symlink", linkname: "a/b", mode: 0o777, mtime: time(9) }],
            [{ name: "a/b", mode: 0o644, mtime: time(7), uid: 10, gid: 20, pax: { atime: "3.1", ctime: "4" } }, "text"],
            [{ name: "a", type: "directory", mode: 0o755 }],
        ]);
        assert.deepEqual(one.bytes, other.bytes);
        assert.deepEqual(names(one), ["a", "a/b", "a-c"]);
        assert.deepEqual(
            one.entries.map(({ mtime, uid, gid, mode }) => [mtime, uid, gid, mode]),
            [
                [0, 0, 0, 0o755],
                [0, 10, 20, 0o644],
                [0, 0, 0, 0o777],
            ],
        );
        assert.equal(readFile(archiveOf(one.bytes), "a/b")?.toString(), "text");
    });

    test("has the content at the first of a file's names, and links at the others", async () => {
        const original: Entry = [{ name: "z", mode: 0o755 }, "text"];
        const one = await normalized([original, [{ name: "a", type: "link", linkname: "z" }]]);
        const other = await normalized([
            [{ name: "a", mode: 0o755 }, "text"],
            [{ name: "z", type: "link", linkname: "./a" }],
        ]);
        assert.deepEqual(one.bytes, other.bytes);
        assert.deepEqual(
            one.entries.map(({ type, name, linkname, size }) => [type, name, linkname, size]),
            [
                ["file", "a", "", 4],
                ["link", "z", "a", 0],
            ],
        );
    });

    test("keeps whiteouts, bits for setuid and sticky, devices, long names and large ids", async () => {
        const long = `${"d".repeat(90)}/${"ä".repeat(120)}`;
        const { entries } = await normalized([
            [{ name: "gone/.wh..wh..opq", mode: 0 }, ""],
            [{ name: "gone/.wh.file", mode: 0o600, uid: 7 }, ""],
            [{ name: "bin/su", mode: 0o4755, pax: { uid: "3000000" } }, "x"],
            [{ name: "tmp", type: "directory", mode: 0o1777 }],
            [{ name: "dev/null", type: "character-device", devmajor: 1, devminor: 3, mode: 0o666 }],
            [{ name: long, type: "symlink", linkname: long }],
        ]);
        const byName = new Map(entries.map((entry) => [Buffer.from(entry.name, "latin1").toString("utf8"), entry]));
        assert.deepEqual(
            [...byName.keys()].filter((name) => name.startsWith("gone")),
            ["gone/.wh..wh..opq", "gone/.wh.file"],
        );
        assert.equal(byName.get("gone/.wh.file")?.mode, 0, "engines give it different ones");
        assert.equal(byName.get("gone/.wh.file")?.uid, 0);
        assert.equal(byName.get("bin/su")?.mode, 0o4755);
        assert.equal(byName.get("bin/su")?.uid, 3_000_000);
        assert.equal(byName.get("tmp")?.mode, 0o1777);
        assert.deepEqual(byName.get("dev/null")?.device, { major: 1, minor: 3 });
        assert.equal(Buffer.from(byName.get(long)?.linkname ?? "", "latin1").toString("utf8"), long);
    });

    test("keeps a path once: the last entry of it", async () => {
        const { bytes, entries } = await normalized([
            [{ name: "a" }, "one"],
            [{ name: "./a" }, "other"],
        ]);
        assert.equal(entries.length, 1);
        assert.equal(readFile(archiveOf(bytes), "a")?.toString(), "other");
    });

    test("of a base keeps its times, in whole seconds", async () => {
        const { entries } = await normalized([[{ name: "a", mtime: new Date(1_700_000_000_900) }, ""]], true);
        assert.equal(entries[0]?.mtime, 1_700_000_000);
    });

    test("keeps the time of a source that bytecode beside it names, so that Python takes it", async () => {
        const bytecode = (flags: number, time: number) => {
            const bytes = Buffer.alloc(40);
            bytes.writeUInt32LE(flags, 4);
            bytes.writeUInt32LE(time, 8);
            return bytes;
        };
        const at = (seconds: number) => ({ mtime: new Date(seconds * 1000) });
        const { entries } = await normalized([
            [{ name: "p/timed.py", ...at(1000) }, "1"],
            [{ name: "p/__pycache__/timed.cpython-313.pyc" }, bytecode(0, 1000)],
            [{ name: "p/optimized.py", ...at(1001) }, "1"],
            [{ name: "p/__pycache__/optimized.cpython-313.opt-1.pyc" }, bytecode(0, 1001)],
            [{ name: "p/hashed.py", ...at(1002) }, "1"],
            [{ name: "p/__pycache__/hashed.cpython-313.pyc" }, bytecode(1, 1002)],
            [{ name: "p/stale.py", ...at(1003) }, "1"],
            [{ name: "p/stale.pyc" }, bytecode(0, 7)],
        ]);
        const times = new Map(entries.map(({ name, mtime }) => [name, mtime]));
        assert.deepEqual(
            ["timed", "optimized", "hashed", "stale"].map((name) => times.get(`p/${name}.py`)),
            [1000, 1001, 0, 0],
        );
    });
});
