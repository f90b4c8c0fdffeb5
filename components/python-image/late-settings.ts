import * as pulumi from "@pulumi/pulumi";
import type { LateSettings } from "../publish/order";
import type { ImageShape } from "./args";
import { knownWords, lateValuesOf } from "./plan/late-value";

/** Variables and labels that other resources give, by the build argument that brings each into the image. */
export function lateArguments(args: ImageShape): { [argument: string]: pulumi.Input<string> } {
    return { ...lateValuesOf("environment", args.environment), ...lateValuesOf("labels", args.labels) };
}

/**
 * Settings of the image that stand in no Dockerfile, as other resources give words of them: the exec form of a command
 * expands no build arguments. Undefined where the Dockerfile has all.
 */
export function lateSettings(args: ImageShape): pulumi.Output<LateSettings> | undefined {
    const late = (["command", "entrypoint"] as const).flatMap((name) => {
        const words = args[name];
        return words === undefined || knownWords(words) !== undefined ? [] : [[name, pulumi.all(words)] as const];
    });
    // As in a Dockerfile, an entrypoint takes away the command that the base had.
    const inherited = late.some(([name]) => name === "entrypoint") && args.command === undefined ? { command: [] } : {};
    return late.length === 0
        ? undefined
        : (pulumi.all({ ...Object.fromEntries(late), ...inherited }) as pulumi.Output<LateSettings>);
}
