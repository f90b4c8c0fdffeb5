import type { ErrorCode } from "./codes";

/** Where the catalogue of errors is published. */
export const catalogue = "https://pulumi-python-image.github.io/errors";

/** A message that names its paragraph in the catalogue, behind its first line: what follows is output of other programs. */
export function withAddress(message: string, code: ErrorCode): string {
    const [first, ...more] = message.split("\n");
    return [`${first} (${catalogue}#${code})`, ...more].join("\n");
}
