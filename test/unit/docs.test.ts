import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, test } from "node:test";
import { withCode } from "../../docs/pages/included";
import { writtenPages } from "../../docs/write";

const root = join(__dirname, "../..");
const docs = join(root, "docs");
/** Written from other files, for Pulumi's registry, which includes none. */
const forPulumi = ["_index.md", "installation-configuration.md"];

/** Texts of the site's pages, by their paths below `docs/`. */
const pages = new Map(
    readdirSync(docs, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".md") && !/^(node_modules|\.vitepress)\//.test(file))
        .map((file) => [file, readFileSync(join(docs, file), "utf8")]),
);

/** Ids of a page's headings, as the site makes them. */
function headings(text: string): string[] {
    return [...text.matchAll(/^#{1,6} (.+?)(?: \{#([\w-]+)\})?$/gm)].map(
        ([, title = "", id]) =>
            id ??
            title
                .toLowerCase()
                .replace(/[`]/g, "")
                .replace(/[^\p{L}\p{N}]+/gu, "-")
                .replace(/^-|-$/g, ""),
    );
}

describe("the pages of the docs", () => {
    test("show no code that is not in a file which a test runs", () => {
        // Code that a comment names the file of is compared with that file below.
        const own = [...pages]
            .filter(([file]) => !forPulumi.includes(file))
            .flatMap(([file, text]) =>
                [...text.matchAll(/(<!-- code: \S+ -->\n)?^```(\w+)/gm)]
                    .filter(([, from]) => from === undefined)
                    .map(([, , language]) => `${file}: ${language}`),
            )
            .filter((block) => !/: (sh|text)$/.test(block));
        assert.deepEqual(own, []);
    });

    test("take code from files and regions that there are, and that a test runs", () => {
        const shown = (from: string) => withCode("guides/one.md", `<!-- code: ${from} -->\n\`\`\`ts\n\`\`\``);
        assert.match(shown("../snippets/updates/index.ts#always"), /```ts\n[\s\S]*reuse: false[\s\S]*\n```$/);
        assert.throws(() => shown("../snippets/updates/index.ts#nowhere"), /#nowhere: expected a region/);
        assert.throws(() => shown("../write.ts"), /expected a file that a test runs, got \.\.\/write\.ts/);
        assert.throws(() => shown("../snippets/nowhere.ts"), /expected a file/);
    });

    test("hold nothing that the site's templates take for an expression", () => {
        const taken = [...pages]
            .filter(([file]) => !forPulumi.includes(file))
            .filter(([, text]) => text.replace(/^```[\s\S]*?^```/gm, "").includes("{{"));
        assert.deepEqual(
            taken.map(([file]) => file),
            [],
        );
    });

    test("have no dead link", () => {
        const dead: string[] = [];
        for (const [file, text] of pages) {
            const prose = text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
            for (const [, link = ""] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
                if (/^[a-z]+:/.test(link)) {
                    continue;
                }
                const [path = "", anchor] = link.split("#");
                const target = path === "" ? file : normalize(join(path.startsWith("/") ? "" : dirname(file), path));
                const page = [target, `${target}.md`].find((one) => pages.has(one));
                const isThere = page !== undefined || existsSync(join(docs, target));
                if (!isThere || (anchor !== undefined && !headings(pages.get(page ?? "") ?? "").includes(anchor))) {
                    dead.push(`${file}: ${link}`);
                }
            }
        }
        assert.deepEqual(dead, []);
    });

    test("name examples that there are", () => {
        const named = [...pages.values()].flatMap((text) => [...text.matchAll(/\/tree\/main\/([\w./-]+)/g)]);
        assert.notEqual(named.length, 0);
        assert.deepEqual(
            named.map(([, path]) => path as string).filter((path) => !existsSync(join(root, path))),
            [],
        );
    });

    test("are written from what they are made of: `npx tsx docs/write.ts` does it", async () => {
        for (const [path, text] of Object.entries(await writtenPages())) {
            assert.equal(readFileSync(join(docs, path), "utf8"), text, path);
        }
    });
});
