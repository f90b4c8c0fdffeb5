import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const docs = join(__dirname, "..");
const site = "https://pulumi-python-image.github.io";

/** An overview for programs that read: what this is, the pages, and what each is about. See https://llmstxt.org. */
export function llmsText(): string {
    const list = (folder: string, names: string[]) =>
        names.map((name) => {
            const text = readFileSync(join(docs, folder, `${name}.md`), "utf8");
            return `- [${/^# (.+)$/m.exec(text)?.[1]}](${site}/${folder === "" ? "" : `${folder}/`}${name})`;
        });
    const guides = readdirSync(join(docs, "guides"))
        .filter((file) => file.endsWith(".md"))
        .map((file) => file.replace(/\.md$/, ""))
        .sort();
    return [
        "# pulumi-python-image",
        "",
        "> A Pulumi component that builds small Python container images from requirements, proves that they work, pushes them,",
        "> and gives their digest and size. npm: pulumi-python-image; Pulumi package: python-image.",
        "",
        'TypeScript: `new PythonImage("api", { repository: "ghcr.io/team/api", requirements: "requirements.txt" })`; deploy',
        "the output `ref`. Arguments that shape the image are plain, values that only pass through may be Outputs.",
        "",
        "## Docs",
        "",
        ...list("", ["start", "migrating", "how-it-works", "security", "matrix", "registries", "policy", "errors"]),
        "",
        "## Guides",
        "",
        ...list("guides", guides),
        "",
        "## Reference",
        "",
        ...["python-image", "ecr-repository", "image-comparison"].map(
            (page) => `- [${page}](${site}/reference/${page})`,
        ),
        "",
    ].join("\n");
}
