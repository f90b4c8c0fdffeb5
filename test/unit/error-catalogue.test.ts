import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { catalogue, withAddress } from "../../components/errors/address";
import { argumentCode } from "../../components/errors/argument-codes";
import { errorTitles } from "../../components/errors/codes";
import { explainBuild } from "../../components/python-image/diagnosis/explain-build";

const root = join(__dirname, "../..");

/** The codes and titles of the paragraphs of a catalogue that say something. */
function paragraphs(text: string): { [code: string]: string } {
    const found = [...text.matchAll(/^### (PI\d{4}): (.+) \{#(PI\d{4})\}\n\n(?!#)\S/gm)];
    return Object.fromEntries(found.filter(([, code, , id]) => code === id).map(([, code, title]) => [code, title]));
}

describe("the catalogue of errors", () => {
    const text = readFileSync(join(root, "docs/errors.md"), "utf8");

    test("has a paragraph for each code, and no other", () => assert.deepEqual(paragraphs(text), { ...errorTitles }));

    test("is found to lack one that is taken out", () => {
        const less = text.replace(/### PI2005[\s\S]*?(?=###)/, "");
        assert.deepEqual(
            Object.keys(errorTitles).filter((code) => !(code in paragraphs(less))),
            ["PI2005"],
        );
    });

    test("has no code that no message carries", () => {
        const sources = readdirSync(join(root, "components"), { recursive: true, encoding: "utf8" })
            .filter((file) => /\.(ts|py|sh)$/.test(file) && !file.endsWith("errors/codes.ts"))
            .map((file) => readFileSync(join(root, "components", file), "utf8"))
            .join("\n");
        const unused = Object.keys(errorTitles).filter((code) => !sources.includes(code));
        assert.deepEqual(unused, []);
    });
});

test("a message has its address behind its first line", () => {
    const message = "api: it failed.\nLast lines of its output:\n  no";
    const told = `api: it failed. (${catalogue}#PI2001)\nLast lines of its output:\n  no`;
    assert.equal(withAddress(message, "PI2001"), told);
});

test("a mistake has the code of the argument that it is in, or of the requirements where it is in a file", () => {
    const places = [
        "tag",
        "ports[0]",
        'labels["a b"]',
        "sizeBudget.growthPercent",
        "requirements (six)",
        "deps/a.txt:3",
    ];
    assert.deepEqual(places.map(argumentCode), ["PI1002", "PI1308", "PI1307", "PI1010", "PI1201", "PI1201"]);
});

test("a failed build leads to the paragraph that its proof, its cause or its step has", () => {
    const step = "[prepared 1/1] RUN : 'Prepare the application: python manage.py collectstatic' && true";
    const explain = (output: string[], more: { step?: string } = {}) =>
        explainBuild("api", { step: "[verify 1/1] RUN x", output, error: "exit code: 1", ...more }, []);
    const proof = ["python-image: code: PI4004", "python-image: error: six cannot be imported.", "python-image:   why"];
    assert.match(explain(proof), new RegExp(`six cannot be imported\\. \\(${catalogue}#PI4004\\)\nwhy`));
    assert.match(explain(["python-image: error: six cannot be imported."]), /#PI4001\)/);
    assert.match(explain(["write: no space left on device"]), /#PI2005\)/);
    assert.match(explain(["KeyError"], { step }), /#PI2043\)\nLast lines of its output:\n {2}KeyError$/);
});
