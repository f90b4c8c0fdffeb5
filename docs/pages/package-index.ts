import { readFileSync } from "node:fs";
import { join } from "node:path";

const languages = join(__dirname, "../../examples/languages");

const programs: { [language: string]: string } = {
    typescript: "typescript/index.ts",
    python: "python/__main__.py",
    go: "go/main.go",
    csharp: "csharp/Program.cs",
    java: "java/src/main/java/app/App.java",
    yaml: "yaml/Pulumi.yaml",
};

/** The page that Pulumi's registry shows first: what the package is, and one program in each language. */
export function packageIndex(): string {
    const choices = Object.entries(programs).map(
        ([language, file]) => `{{% choosable language ${language} %}}

\`\`\`${language}
${readFileSync(join(languages, file), "utf8").trimEnd()}
\`\`\`

{{% /choosable %}}`,
    );
    return `---
title: Python Image
meta_desc: Builds the smallest proven Python container images, pushes them, and gives their digest and size.
layout: package
---

Turns Python requirements into a small container image that is proven to run them, pushes it, and gives its digest and size
to whatever deploys it.

## Example

{{< chooser language "${Object.keys(programs).join(",")}" >}}
${choices.join("\n")}
{{< /chooser >}}
`;
}
