import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

const root = join(__dirname, "../..");
const docs = join(root, "docs");

/** Code that a page takes from a file: a comment that names it, and what was taken. */
const block = /^<!-- code: (\S+?)(?:#([\w-]+))? -->\n```(\w+)\n([\s\S]*?)^```$/gm;

/** Files that tests run: code of no other is shown. */
const tried = [/^examples\//, /^docs\/snippets\//, /^bench\/peers\//];

/** All pages that take code from files, with what those files hold now, by their paths below `docs/`. */
export function pagesWithCode(): { [path: string]: string } {
    const names = readdirSync(docs, { recursive: true, encoding: "utf8" });
    const pages = names.filter((name) => name.endsWith(".md") && !/^(node_modules|\.vitepress|snippets)\//.test(name));
    return Object.fromEntries(
        pages.flatMap((name) => {
            const text = readFileSync(join(docs, name), "utf8");
            const written = withCode(name, text);
            return /^<!-- code: /m.test(text) ? [[name, written]] : [];
        }),
    );
}

/**
 * The text of a page with the code that its files hold now.
 *
 * @throws Error that names what is not there, or is run by no test
 */
export function withCode(page: string, text: string): string {
    return text.replace(block, (_, path: string, region: string | undefined, language: string) => {
        const file = normalize(join(docs, dirname(page), path));
        if (!existsSync(file) || !tried.some((folder) => folder.test(relative(root, file)))) {
            throw new Error(`${page}: expected a file that a test runs, got ${path}.`);
        }
        const name = region === undefined ? path : `${path}#${region}`;
        const code = codeOf(readFileSync(file, "utf8"), region, `${page}: ${name}`);
        return `<!-- code: ${name} -->\n\`\`\`${language}\n${code}\n\`\`\``;
    });
}

function codeOf(text: string, region: string | undefined, where: string): string {
    if (region === undefined) {
        return text.replace(/^.*#(end)?region.*\n/gm, "").trimEnd();
    }
    const lines = text.split("\n");
    const begin = lines.findIndex((line) => line.trim().endsWith(`#region ${region}`));
    const end = lines.findIndex((line, place) => place > begin && line.includes("#endregion"));
    if (begin === -1 || end === -1) {
        throw new Error(`${where}: expected a region of that name, got none.`);
    }
    const body = lines.slice(begin + 1, end);
    const indents = body.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
    const least = Math.min(...indents);
    return body
        .map((line) => line.slice(least))
        .join("\n")
        .trimEnd();
}
