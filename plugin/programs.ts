import { readFileSync } from "node:fs";
import { join } from "node:path";

const examples = join(__dirname, "../examples");

/** The example programs that are shown with a class, by language: files that tests run. */
const shown: { [name: string]: { title: string; files: { [language: string]: string } } } = {
    PythonImage: {
        title: "An image of requirements and code",
        files: {
            typescript: "quickstart/index.ts",
            python: "languages/python/__main__.py",
            go: "languages/go/main.go",
            csharp: "languages/csharp/Program.cs",
            java: "languages/java/src/main/java/app/App.java",
            yaml: "languages/yaml/Pulumi.yaml",
        },
    },
    EcrRepository: { title: "An image in ECR", files: { typescript: "ecr/index.ts" } },
    ImageComparison: { title: "The strategies side by side", files: { typescript: "size-comparison/index.ts" } },
};

/** The example programs of a class as Pulumi's documentation marks them, so that each language's SDK shows its own. */
export function programs(name: string): string[] {
    const found = shown[name];
    if (found === undefined) {
        return [];
    }
    const blocks = Object.entries(found.files).map(
        ([language, file]) => `\`\`\`${language}\n${readFileSync(join(examples, file), "utf8").trimEnd()}\n\`\`\``,
    );
    const example = ["{{% example %}}", `### ${found.title}`, ...blocks, "{{% /example %}}"];
    return ["{{% examples %}}", "## Example Usage", ...example, "{{% /examples %}}"];
}
