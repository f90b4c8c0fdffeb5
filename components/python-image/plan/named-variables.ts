/** How a requirements file, or the URL of an index, names a variable: as pip has it, in capitals. */
export const namedVariable = /\$\{([A-Z0-9_]+)\}/g;

/** The variables that a text names, each once. */
export function variablesIn(text: string): string[] {
    return [...new Set([...text.matchAll(namedVariable)].map(([, name]) => name as string))];
}

/** `text` with the values of variables in the place of their names; of those that there are none of, the names stay. */
export function withValues(text: string, values: Map<string, string>): string {
    return text.replace(namedVariable, (all, name) => values.get(name) ?? all);
}
