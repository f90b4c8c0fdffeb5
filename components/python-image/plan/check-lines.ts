import type { ImageShape } from "../args";
import { Installer } from "../choices";
import type { Dependencies } from "./dependencies";
import { malformedLine } from "./malformed-line";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { archive } from "./requirements-file";

/** Lines that no installer reads, or not the one that was chosen. */
interface Kind {
    form: RegExp;
    /** What such lines are. */
    got: string;
    remedy: string;
    /** The installer that does not read them. Defaults to both. */
    installer?: Installer;
    /** How many of them are too many. Defaults to 1. */
    from?: number;
}

const kinds: Kind[] = [
    {
        form: /^-{3,}\s+-{3,}/,
        got: "the table that `pip list` prints",
        remedy: "Give what `pip freeze` prints, or `pip list --format=freeze`.",
    },
    {
        form: /^[A-Za-z0-9][\w.-]*=[\w.!+-]+=\S+$/,
        got: "what `conda list --export` prints",
        remedy: "Give what `pip list --format=freeze` prints in that environment.",
    },
    {
        form: /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*=\s*[\w*]/,
        got: "a version behind a single `=`",
        remedy: "Write `==`.",
    },
    {
        form: /^(?:(?:-e|--editable)[\s=])?\s*\.{1,2}\\/,
        got: "a path with backslashes",
        remedy: "Write it with slashes, which Windows reads as well: `./lib`.",
    },
    {
        form: /^[!%$]?\s*(?:sudo\s+)?(?:uv\s+|(?:\S*python|py)[\d.]*\s+-m\s+)?pip[\d.]*\s+install\s/,
        got: "a command",
        remedy: "Leave what `pip install` is given: a requirement in each line.",
    },
    {
        form: /^(?:```|~~~)/,
        got: "a fence of Markdown",
        remedy: "Leave what is between the fences.",
    },
    {
        form: /^(["'])[A-Za-z0-9][^"']*\1,?$/,
        got: "a requirement in quotes",
        remedy: "Write it without them.",
    },
    {
        form: /^[\w.-]+\s*===?\s*(?:\d[\w.!~-]*(?:ubuntu|build|deb)\d|\S*(?:dfsg|~deb))/i,
        got: "a package of the operating system, as `pip freeze` prints it outside of a virtual environment",
        remedy: "Freeze in a virtual environment that has what the application needs.",
    },
    {
        form: /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*(?:,?\s*(?:===|[=~<>!]=|[<>])\s*[\w.*+!-]+)+\s+[A-Za-z0-9][\w.-]*\s*(?:\[|[=~<>!]=|[<>]|$)/,
        got: "more than one requirement",
        remedy: "Write each into a line of its own.",
    },
    {
        form: /^[^-#\s].*\s--(?:no-binary|only-binary)\b/,
        got: "`--no-binary` or `--only-binary` behind a requirement",
        remedy: "Put it on a line of its own, with the package's name: `--no-binary name`.",
        installer: Installer.Uv,
    },
    {
        form: /^[^-#\s].*\s--(?:config-settings?|global-option|install-option|build-option)\b/,
        got: "options for the build of one requirement, which uv does not know",
        remedy: "Use `installer: Installer.Pip`, or give what the build reads in `buildEnvironment`.",
        installer: Installer.Uv,
    },
    {
        form: /^[A-Za-z0-9][^;@#]*(?:[<>~]=?)\s*\d[\w.!]*\.\*/,
        got: "a version with `.*` behind another comparison than `==` and `!=`",
        remedy: "Leave the `.*` out.",
        installer: Installer.Uv,
    },
    {
        form: /^(?:-i|--index-url)(?:\s|=)/,
        got: "more than one `--index-url`",
        remedy: "Leave one of them; others are `--extra-index-url`.",
        installer: Installer.Uv,
        from: 2,
    },
];

/** Tells of lines in requirements files that end an installation with words that name no way. */
export function checkLines(args: ImageShape, gathered: Dependencies, files: ProjectFiles, problems: Problems): void {
    const installer = args.installer ?? Installer.Uv;
    const asked = kinds.filter((kind) => kind.installer === undefined || kind.installer === installer);
    for (const { from: file } of gathered.files.filter(({ from }) => !archive.test(from))) {
        const text = files.text(file);
        const lines = text.split(/\r?\n/);
        const before = problems.all.length;
        for (const { form, got, remedy, from = 1 } of asked) {
            const places = lines.flatMap((line, place) => (form.test(line.trim()) ? [place + 1] : []));
            if (places.length >= from) {
                const phrase = `${got} in line ${places.at(-1)}`;
                problems.add(`requirements (${file})`, "lines that pip and uv read", { phrase }, remedy);
                break;
            }
        }
        const malformed = problems.all.length === before ? malformedLine(text) : undefined;
        if (malformed !== undefined) {
            const phrase = `\`${malformed.text}\` in line ${malformed.number}`;
            problems.add(`requirements (${file})`, "lines that pip and uv read", { phrase }, malformed.remedy);
        }
    }
}
