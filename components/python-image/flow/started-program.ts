import { posix } from "node:path";
import type Docker from "dockerode";
import type { ImageFiles } from "../../engine/image-files";
import { CodedError } from "../../errors/coded-error";
import type { LateSettings } from "../../publish/order";

/** What an image starts, and where it looks for that. */
export interface StartedProgram {
    /** The argument that names it. */
    argument: "command" | "entrypoint";
    program: string;
    /** Paths at one of which it is. */
    places: string[];
    /** Whether only the application's code can bring it. */
    isOfCode: boolean;
}

/**
 * The program that containers of an image start; undefined where they start nothing, or what a volume may bring: paths below
 * the working directory of an image without code, and paths elsewhere.
 */
export async function startedProgram(
    docker: Docker,
    imageId: string,
    { entrypoint, command }: LateSettings,
    hasCode: boolean,
): Promise<StartedProgram | undefined> {
    const { Config } = await docker.getImage(imageId).inspect();
    const first = entrypoint ?? ([Config.Entrypoint ?? []].flat() as string[]);
    // An entrypoint that is set takes away the command of the base.
    const [program] = [...first, ...(command ?? [Config.Cmd ?? []].flat())];
    if (program === undefined || program === "") {
        return undefined;
    }
    const argument = first.length > 0 ? "entrypoint" : "command";
    if (!program.includes("/")) {
        const path = Config.Env?.find((one) => one.startsWith("PATH="))?.slice("PATH=".length);
        const directories = (path ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin").split(":");
        const places = directories.map((directory) => posix.join("/", directory, program));
        return { argument, program, places, isOfCode: false };
    }
    const workdir = Config.WorkingDir || "/";
    const place = posix.resolve(workdir, program);
    return hasCode && place.startsWith(posix.join(workdir, "/"))
        ? { argument, program, places: [place], isOfCode: true }
        : undefined;
}

/** @throws CodedError if what the image starts is not in it */
export async function checkStarted(started: StartedProgram | undefined, files: ImageFiles): Promise<void> {
    for (const place of started?.places ?? []) {
        if (await files.has(place)) {
            return;
        }
    }
    if (started !== undefined) {
        const { argument, program, places } = started;
        const where = places.map((place) => posix.dirname(place)).join(":");
        throw new CodedError(
            "PI4010",
            `${argument}: expected a program of the image, got ${JSON.stringify(program)}, which is not in ${where}. ` +
                "Check its spelling, and that the requirements or `runtimePackages` bring it.",
        );
    }
}
