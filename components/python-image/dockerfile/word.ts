import type { Value } from "../plan/late-value";
import { namedVariable } from "../plan/named-variables";

/**
 * Writes values into one stage of a Dockerfile so that the image gets them exactly. A value with a line break has no
 * literal form there, so it becomes a build argument, which the engine does not parse again; so does one that is not known
 * before the build.
 */
export class Words {
    /** ARG lines of the stage that declare the build arguments which its text refers to. */
    readonly declarations: string[] = [];
    /** Build arguments of all stages. */
    readonly #buildArguments: { [name: string]: string };

    /** @param buildArguments those of the whole Dockerfile: this stage's are added */
    constructor(buildArguments: { [name: string]: string }) {
        this.#buildArguments = buildArguments;
    }

    /** `value` as one word of an instruction that expands variables: ENV, LABEL, WORKDIR. */
    word(value: Value): string {
        if (typeof value !== "string") {
            this.declarations.push(`ARG ${value.argument}`);
            return `"\${${value.argument}}"`;
        }
        if (!/[\r\n]/.test(value)) {
            return `"${value.replace(/[\\"$]/g, "\\$&")}"`;
        }
        const name = `VALUE_${Object.keys(this.#buildArguments).length + 1}`;
        this.#buildArguments[name] = value;
        this.declarations.push(`ARG ${name}`);
        return `"\${${name}}"`;
    }
}

/** `text` as one word of a POSIX shell command that stands in one line, as a RUN instruction has to. */
export function shellWord(text: string): string {
    if (/[\r\n]/.test(text)) {
        const escaped = text.replace(
            /[\\'\r\n]/g,
            (character) => `\\0${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
        );
        return `"$(printf %b '${escaped}')"`;
    }
    return /^[A-Za-z0-9_/.,:=@%+-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}

/** `text` as one word of a shell command, with the values of the variables that it names as `${NAME}`. */
export function expandedWord(text: string): string {
    const parts = text.split(namedVariable).map((part, place) => (place % 2 === 0 ? part : `"\${${part}}"`));
    return parts.map((part, place) => (place % 2 === 0 && part !== "" ? shellWord(part) : part)).join("");
}
