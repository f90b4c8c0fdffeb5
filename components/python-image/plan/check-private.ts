import type { ImageShape } from "../args";
import type { Dependencies } from "./dependencies";
import { variablesIn } from "./named-variables";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { archive } from "./requirements-file";
import { hasWrittenLogin } from "./written-logins";

/** A line of text that names where packages come from. */
interface Line {
    /** Where it stands, for messages. */
    where: string;
    text: string;
    /** Whether what it holds would be written into the Dockerfile or a staged file. */
    isStaged: boolean;
}

/**
 * Notes logins that are written where everybody sees them, and variables that are named and not given. Returns the names of
 * all that are named.
 */
export function checkPrivate(
    args: ImageShape,
    dependencies: Dependencies,
    files: ProjectFiles,
    problems: Problems,
): string[] {
    const lines = [...argumentLines(args), ...fileLines(dependencies, files)];
    for (const { where } of lines.filter(({ text, isStaged }) => isStaged && hasWrittenLogin(text))) {
        const remedy =
            `Give it in \`gitLogins\` for Git, in \`index\` for an index, or name it as \`\${TOKEN}\` and give ` +
            "`buildEnvironment: { TOKEN: … }`: they are kept secret.";
        problems.add(where, "a URL without a password or token", { phrase: "one with a login" }, remedy, "PI1203");
    }
    const given = Object.keys(args.buildEnvironment ?? {});
    for (const { where, text } of lines) {
        for (const name of variablesIn(withoutComment(text)).filter((one) => !given.includes(one))) {
            const remedy = `Give it: \`buildEnvironment: { ${name}: … }\`.`;
            problems.add(
                where,
                "a variable of `buildEnvironment`",
                { phrase: `\${${name}}, which is not given` },
                remedy,
                "PI1210",
            );
        }
    }
    return [...new Set(lines.flatMap(({ text }) => variablesIn(withoutComment(text))))].sort();
}

function argumentLines({ packages = [], index }: ImageShape): Line[] {
    const urls = [
        ["index.url", index?.url],
        ...(index?.extraUrls ?? []).map((url, place) => [`index.extraUrls[${place}]`, url]),
    ];
    return [
        ...packages.map((text, place) => ({ where: `packages[${place}]`, text, isStaged: true })),
        ...urls.flatMap(([where, text]) =>
            typeof where === "string" && typeof text === "string" ? [{ where, text, isStaged: false }] : [],
        ),
    ];
}

/** Of a project's manifest only what asks for packages counts, and that stands in its lock file too. */
function fileLines({ files: staged }: Dependencies, files: ProjectFiles): Line[] {
    const texts = staged.filter(({ from }) => !archive.test(from) && !from.endsWith("pyproject.toml"));
    return texts.flatMap(({ from, text }) =>
        (text ?? files.text(from)).split(/\r?\n/).map((text, place) => ({
            where: `requirements (${from}, line ${place + 1})`,
            text,
            isStaged: true,
        })),
    );
}

function withoutComment(text: string): string {
    return text.replace(/(^|\s)#.*$/, "");
}
