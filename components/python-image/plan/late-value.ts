/** A value that the Dockerfile does not know: it comes as a build argument, whose name this is. */
export interface LateValue {
    argument: string;
}

/** Text that stands in the Dockerfile, or a value that comes as a build argument. */
export type Value = string | LateValue;

/** Where the image's user may write, whoever it is. */
const defaultHome = "/tmp";

/**
 * Values of `where` (`environment`, `labels`) by name: those that another resource gives become build arguments, so that
 * the Dockerfile does not depend on them.
 */
export function valuesOf(where: string, given: { [name: string]: unknown } | undefined): { [name: string]: Value } {
    const entries = Object.entries(given ?? {}).map(([name, value], place) => [
        name,
        typeof value === "string" ? value : { argument: `${where.toUpperCase()}_${place + 1}` },
    ]);
    return Object.fromEntries(entries);
}

/** Those of `given` that are build arguments, by the name of the argument. */
export function lateValuesOf<T>(where: string, given: { [name: string]: T } | undefined): { [argument: string]: T } {
    const values = Object.entries(valuesOf(where, given));
    const late = values.flatMap(([name, value]) =>
        typeof value === "string" ? [] : [[value.argument, given?.[name]] as const],
    );
    return Object.fromEntries(late) as { [argument: string]: T };
}

/** The values that are known before the build. */
export function knownValues(values: { [name: string]: Value }): { [name: string]: string } {
    const known = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === "string");
    return Object.fromEntries(known);
}

/** The home of the image's user: HOME, as far as it is known before the build. */
export function homeOf(variables: { [name: string]: Value }): string {
    return knownValues(variables).HOME ?? defaultHome;
}

/** The words of a command; undefined where there is none, or where one of them is not known before the build. */
export function knownWords(words: unknown[] | undefined): string[] | undefined {
    return words?.every((word) => typeof word === "string") ? words : undefined;
}
