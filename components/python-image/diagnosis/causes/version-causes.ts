import type { Cause } from "./cause";

/** What is asked for and is on no index, though files hold it. */
const notOfAnIndex = [
    { form: /^python\b(?!-)/, remedy: "The version of Python is the argument `pythonVersion`: remove the line." },
    {
        form: /^pkg[-_]resources\b/,
        remedy: "`pip freeze` of some Debian releases writes it by mistake: remove the line.",
    },
    {
        form: /^(?:torch|torchvision|torchaudio)\b.*\+/,
        remedy: 'Builds of PyTorch for a processor have an index of their own: ask for the version without `+…`, and give `torchBackend: "cpu"` (or `cu128`…).',
    },
];

/** Versions of a package that are named, the newest first. */
const SHOWN_VERSIONS = 8;

/** Known causes that lie with the versions that are asked for. */
export const versionCauses: Cause[] = [
    {
        name: "python-demanded",
        code: "PI2011",
        pattern:
            /incompatible with the project's Python requirement: `([^`]+)`|No interpreter found for Python (\S.*?) in /,
        explain: ([, project, lock]) =>
            `The project asks for Python ${project ?? lock}, which the image's is not. Give a \`pythonVersion\` that fits.`,
    },
    {
        name: "other-python",
        code: "PI2017",
        pattern:
            /(?:requires-python|Requires-Python|depends on Python|requires a different Python|Ignored the following versions that require a different python)/i,
        explain: (_, output) =>
            `No version of ${wantedPackage(output)} fits this Python.${available(output)} ` +
            "Change `pythonVersion`, or ask for a version that supports it.",
    },
    {
        name: "no-wheel-for-platform",
        code: "PI2018",
        pattern: /([\w.-]+)[^\s]* has no wheels with a matching platform tag \(e\.g\., `([^`]+)`\)/,
        explain: ([, name, tag = ""]) =>
            `${name} has neither a wheel for this image's platform (${tag}) nor sources. ` +
            `Choose another package${tag.startsWith("musl") ? ", or `Base.Slim`: more packages have wheels for glibc than for musl" : ""}.`,
    },
    {
        name: "no-wheel-for-python",
        code: "PI2019",
        pattern:
            /([\w.-]+[^\s]*) has no wheels with a matching Python (?:ABI|implementation|version) tag \(e\.g\., `([^`]+)`\)/,
        explain: ([, name, tag]) =>
            `${name} has neither a wheel for this Python (${tag}) nor sources. ` +
            "Change `pythonVersion`, or ask for a version that supports it.",
    },
    {
        name: "yanked-version",
        code: "PI2042",
        pattern: /([A-Za-z0-9][\w.-]*==\S+) (?:was|were|is|are) yanked(?: \(reason: ([^)]+)\))?/,
        explain: ([, version, reason]) =>
            `${version} was taken back by those who made it${reason === undefined ? "" : ` (${reason})`}. Ask for another version.`,
    },
    {
        name: "no-such-version",
        code: "PI2020",
        pattern:
            /(there (?:is|are) no versions? of|was not found in the package registry|No matching distribution found|Could not find a version)/i,
        explain: (_, output) => {
            const [wanted, versions] = [wantedPackage(output), available(output)];
            const own = notOfAnIndex.find(({ form }) => form.test(wanted));
            if (own !== undefined) {
                return `No package index has ${wanted}. ${own.remedy}`;
            }
            return versions === "" && /was not found in the package registry|\(from versions: none\)/.test(output)
                ? `No package index that was asked has ${wanted.replace(/[<>=!~[].*/, "")}. Check the name's spelling, and \`index\`.`
                : `No version fits what the requirements ask for: ${wanted}.${versions} ` +
                      "Ask for a version that exists, and check the name's spelling and the index.";
        },
    },
    {
        name: "no-such-range",
        code: "PI2020",
        // What one package alone rules out is no contradiction of two.
        pattern:
            /Because only (?:the following versions of )?([\w.-]+?)(?:<=?(\S+))? (?:is|are) available(?::[\s\S]*?)? and (?:you require|your (?:project|workspace) (?:depends on|requires)) (\1[<>=!~][^\s,]*)/,
        explain: ([, , newest, wanted]) =>
            `No version fits what the requirements ask for: ${wanted}.` +
            `${newest === undefined ? "" : ` The newest is ${newest}.`} Ask for a version that exists.`,
    },
    {
        name: "contradiction",
        code: "PI2021",
        pattern: /(?:ResolutionImpossible|conflicting dependencies|No solution found|unsatisfiable)/i,
        explain: (_, output) =>
            `The requirements contradict each other${conflict(output)}. ` +
            "Loosen one of them; the lines below tell which want what.",
    },
];

function wantedPackage(output: string): string {
    const forms = [
        /no versions? of ([^\s]+)/i,
        /Because ([\w.-]+) was not found/i,
        /satisfies the requirement ([^\s]+)/i,
        /No matching distribution found for ([^\s]+)/i,
        /Because (?:only )?(?:the requested Python version .*? and )?([\w.-]+[<>=!~\d.]*)/i,
    ];
    for (const form of forms) {
        const found = form.exec(output)?.[1];
        if (found !== undefined) {
            return found.replace(/[,.:]$/, "");
        }
    }
    return "see its output below";
}

/** The package of which two versions are wanted. */
function conflict(output: string): string {
    const wanted = /depends on ([A-Za-z0-9][\w.-]*)/.exec(output)?.[1];
    return wanted === undefined ? "" : ` about ${wanted}`;
}

function available(output: string): string {
    // pip names the oldest first where an installation fails, and the newest where it is asked for all.
    const oldestFirst = /\(from versions: ([^)]+)\)/.exec(output)?.[1];
    const newestFirst = /PYTHON_IMAGE_VERSIONS=(.*)/.exec(output)?.[1];
    if (oldestFirst === "none" || (oldestFirst ?? newestFirst) === undefined) {
        return "";
    }
    const versions = oldestFirst?.split(", ").reverse() ?? newestFirst?.split(", ") ?? [];
    const older = versions.length - SHOWN_VERSIONS;
    return ` Versions there are: ${versions.slice(0, SHOWN_VERSIONS).join(", ")}${older > 0 ? `, and ${older} older ones` : ""}.`;
}
