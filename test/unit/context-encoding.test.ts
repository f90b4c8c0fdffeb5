import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decoded, isPlain } from "../../components/python-image/context/encoding";
import { programFolder } from "../support/staging";
import { readTexts } from "../support/tree";

const text = "six==1.17.0\r\n";
const little = Buffer.from(text, "utf16le");
const big = Buffer.from(little).swap16();

test("UTF-8 and UTF-16 are read, with a mark and without", () => {
    const withMark = (mark: number[], content: Buffer) => Buffer.concat([Buffer.from(mark), content]);
    for (const content of [
        Buffer.from(text),
        withMark([0xef, 0xbb, 0xbf], Buffer.from(text)),
        little,
        withMark([0xff, 0xfe], little),
        big,
        withMark([0xfe, 0xff], big),
    ]) {
        assert.equal(decoded(content), text);
        assert.equal(isPlain(content), content.equals(Buffer.from(text)));
    }
    assert.equal(decoded(Buffer.alloc(0)), "");
    assert.equal(decoded(Buffer.from("é")), "é");
});

test("what is staged is UTF-8, and nested files are found in it", async (t) => {
    const folder = programFolder(t, { "program/base.txt": "attrs\n" });
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(join(folder.path, "requirements.txt"), Buffer.from("\uFEFF-r base.txt\nsix\n", "utf16le"));
    const texts = readTexts(join(folder.path, (await folder.stage({ requirements: "requirements.txt" })).path));
    assert.equal(texts["requirements/requirements.txt"], "-r base.txt\nsix\n");
    assert.equal(texts["requirements/base.txt"], "attrs\n");
});
