/**
 * Writes values into a Dockerfile so that the image gets them exactly. A value with a line break has no literal form
 * there, so it becomes a build argument, which the engine does not parse again.
 */
export class Words {
    /** Build arguments that the text refers to. */
    readonly buildArguments: { [name: string]: string } = {};
    /** ARG lines that declare them. */
    readonly declarations: string[] = [];

    /** `value` as one word of an instruction that expands variables: ENV, LABEL, WORKDIR. */
    word(value: string): string {
        if (!/[\r\n]/.test(value)) {
            return `"${value.replace(/[\\"$]/g, "\\$&")}"`;
        }
        const name = `VALUE_${this.declarations.length + 1}`;
        this.buildArguments[name] = value;
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
