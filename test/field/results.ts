import type { Trial } from "./trial";

/** How a group of packages, or a lock file, ended. */
export interface FieldResult {
    /** Packages that are in one image, or the path of a lock file. */
    names: string[];
    trial?: Trial;
    /** Why there is no image. */
    refused?: string;
}

/** Tries a group as one image; where that is refused, each half by itself, down to single packages. */
export async function tryGroup(
    names: string[],
    trial: (names: string[]) => Promise<Trial>,
    report: (result: FieldResult) => Promise<void>,
): Promise<void> {
    let refused: string;
    try {
        return await report({ names, trial: await trial(names) });
    } catch (error) {
        refused = (error as Error).message;
    }
    if (names.length === 1) return report({ names, refused });
    const middle = Math.ceil(names.length / 2);
    await tryGroup(names.slice(0, middle), trial, report);
    await tryGroup(names.slice(middle), trial, report);
}

/** Groups of at most `size` names, in their order. */
export function groups(names: string[], size: number): string[][] {
    return Array.from({ length: Math.ceil(names.length / size) }, (_, at) => names.slice(at * size, (at + 1) * size));
}

/** The page about results. */
export function fieldPage(results: FieldResult[], { date, python }: { date: string; python: string }): string {
    const built = results.filter((result) => result.trial !== undefined);
    const refused = results.filter((result) => result.trial === undefined);
    const count = (some: FieldResult[]) => some.reduce((sum, { names }) => sum + names.length, 0);
    const imported = (form: keyof Trial) => built.reduce((sum, { trial }) => sum + (trial?.[form].imported ?? 0), 0);
    const lost = built.flatMap((result) => [...lostRows(result, "defaults"), ...lostRows(result, "minimal")]);
    return `${[
        "# In the field",
        "",
        `What \`npm run field\` found on ${date}, with Python ${python}: the packages of PyPI that are downloaded most, and lock`,
        "files of public projects. Each environment is built unpruned, with defaults, and with `Strategy.Minimal`; every module",
        "of it that can be imported in the unpruned image, by itself and without a network, is imported in the others.",
        "",
        "| | |",
        "|---|---|",
        `| built with defaults and with Minimal | ${count(built)} of ${count(results)}, in ${built.length} images |`,
        `| modules imported with defaults | ${imported("defaults")} |`,
        `| modules imported with Minimal | ${imported("minimal")} |`,
        `| modules that worked before pruning and fail after it | ${lost.length} |`,
        "",
        ...table(
            "What is not built",
            ["package", "reason"],
            refused.map(({ names, refused: why }) => [names.join(", "), why ?? ""]),
        ),
        ...table("What was lost", ["module", "image", "reason"], lost),
        ...table(
            "Images",
            ["packages", "defaults", "Minimal"],
            built.map(({ names, trial }) => [names.join(", "), megabytes(trial?.defaults), megabytes(trial?.minimal)]),
        ),
    ].join("\n")}`;
}

function lostRows({ trial }: FieldResult, form: keyof Trial): string[][] {
    const image = trial?.[form];
    if (image === undefined) return [];
    const failing = Object.entries(image.lost).map(([module, why]) => [module, form, why]);
    return [...failing, ...image.removed.map((module) => [module, form, "removed"])];
}

function megabytes(image: { unpackedBytes: number } | undefined): string {
    return image === undefined ? "" : `${(image.unpackedBytes / 1e6).toFixed(0)} MB`;
}

function table(title: string, head: string[], rows: string[][]): string[] {
    if (rows.length === 0) return [];
    const line = (cells: string[]) => `| ${cells.map(oneLine).join(" | ")} |`;
    return [`## ${title}`, "", line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line), ""];
}

/** The beginning of a text, as it can stand in a cell. */
function oneLine(text: string): string {
    const words = text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
    return words.length > 300 ? `${words.slice(0, 300)}…` : words;
}
