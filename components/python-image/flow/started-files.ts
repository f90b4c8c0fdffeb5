import { posix } from "node:path";
import type Docker from "dockerode";
import type { ImageFiles } from "../../engine/image-files";
import { CodedError } from "../../errors/coded-error";
import type { LateSettings } from "../../publish/order";

/** A file that containers of an image start, and where it is looked for. */
export interface StartedFile {
    /** The argument that names it. */
    argument: "command" | "entrypoint";
    /** What it is: a program, or the script that Python is given. */
    kind: "program" | "script";
    /** As the argument names it. */
    name: string;
    /** Paths at one of which it is. */
    places: string[];
    /** Whether only the application's code can bring it. */
    isOfCode: boolean;
}

/**
 * What containers of an image start: a program, and the script that it is to run where that is Python. Nothing of it where
 * they start nothing, or what a volume may bring: paths below the working directory of an application without files, and
 * paths elsewhere.
 */
export async function startedFiles(
    docker: Docker,
    imageId: string,
    { entrypoint, command }: LateSettings,
    hasFiles: boolean,
): Promise<StartedFile[]> {
    const { Config } = await docker.getImage(imageId).inspect();
    const first = entrypoint ?? ([Config.Entrypoint ?? []].flat() as string[]);
    // An entrypoint that is set takes away the command of the base.
    const [program = "", ...words] = [...first, ...(command ?? [Config.Cmd ?? []].flat())];
    const workdir = Config.WorkingDir || "/";
    const ofCode = (name: string): Pick<StartedFile, "places" | "isOfCode"> | undefined => {
        const place = posix.resolve(workdir, name);
        const isOfCode = hasFiles && place.startsWith(posix.join(workdir, "/"));
        return isOfCode ? { places: [place], isOfCode } : undefined;
    };
    const place = program.includes("/") ? ofCode(program) : onPath(program, Config.Env ?? []);
    const script = /(?:^|\/)python[\d.]*$/.test(program) ? scriptOf(words) : undefined;
    const scriptPlace = script === undefined ? undefined : ofCode(script.name);
    const argumentOf = (word: number) => (word < first.length ? "entrypoint" : "command");
    return [
        ...(program === "" || place === undefined
            ? []
            : [{ argument: argumentOf(0), kind: "program", name: program, ...place } as const]),
        ...(script === undefined || scriptPlace === undefined
            ? []
            : [{ argument: argumentOf(script.word + 1), kind: "script", name: script.name, ...scriptPlace } as const]),
    ];
}

function onPath(program: string, variables: string[]): Pick<StartedFile, "places" | "isOfCode"> {
    const path = variables.find((one) => one.startsWith("PATH="))?.slice("PATH=".length);
    const directories = (path ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin").split(":");
    return { places: directories.map((directory) => posix.join("/", directory, program)), isOfCode: false };
}

/** The script among the words that Python is given; none where it runs a module, a text or what it reads. */
function scriptOf(words: string[]): { name: string; word: number } | undefined {
    for (let word = 0; word < words.length; word++) {
        const name = words[word] ?? "";
        if (!name.startsWith("-")) {
            return { name, word };
        }
        if (/^-[A-Za-z]*[cm]|^-$/.test(name)) {
            return undefined;
        }
        if (/^-[A-Za-z]*[WX]$/.test(name) || name === "--check-hash-based-pycs") {
            word++;
        }
    }
    return undefined;
}

/** @throws CodedError if something that the image starts is not in it */
export async function checkStarted(started: StartedFile[], files: ImageFiles): Promise<void> {
    for (const file of started) {
        if (!(await isAtOneOf(file.places, files))) {
            throw new CodedError("PI4010", refusal(file));
        }
    }
}

/** Asks for one place after another: the first one mostly has it, and each costs the engine some milliseconds. */
async function isAtOneOf(places: string[], files: ImageFiles): Promise<boolean> {
    for (const place of places) {
        if (await files.has(place)) {
            return true;
        }
    }
    return false;
}

function refusal({ argument, kind, name, places }: StartedFile): string {
    const where = places.map((place) => posix.dirname(place)).join(":");
    const got = `${JSON.stringify(name)}, which is not in ${where}`;
    if (kind === "script") {
        return `${argument}: expected a script of the image, got ${got}. Check its spelling, and that \`source\` or \`prepare\` brings it.`;
    }
    const remedy = /\s/.test(name)
        ? 'Give each word by itself: ["python", "main.py"].'
        : "Check its spelling, and that the requirements or `runtimePackages` bring it.";
    return `${argument}: expected a program of the image, got ${got}. ${remedy}`;
}
