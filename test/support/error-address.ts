import assert from "node:assert/strict";
import { catalogue } from "../../components/errors/address";
import { errorTitles } from "../../components/errors/codes";

const address = new RegExp(` \\(${catalogue.replaceAll(".", "\\.")}#(PI\\d+)\\)`, "g");

/** A message without the address of its paragraph in the catalogue of errors, which it has to have once. */
export function withoutAddress(message: string): string {
    const codes = [...message.matchAll(address)].map(([, code]) => code as string);
    assert.equal(codes.length, 1, `one address: ${message}`);
    assert.ok((codes[0] as string) in errorTitles, message);
    return message.replace(address, "");
}

/** A list of mistakes without the code that each of them has to have, and without its last line. */
export function withoutCodes(message: string): string {
    const [title, ...lines] = message.split("\n");
    assert.equal(lines.pop(), `${catalogue} tells more of each.`);
    const plain = lines.map((line) => {
        const [, text = "", code = ""] = /^(.*) \((PI\d+)\)$/.exec(line) ?? [];
        assert.ok(code in errorTitles, line);
        return text;
    });
    return [title, ...plain].join("\n");
}
