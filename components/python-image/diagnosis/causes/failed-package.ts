/** How installers name what they could not build: uv, pip, and the tools that pip calls. */
const forms = [
    /Failed to (?:build|download and build) `([A-Za-z0-9][\w.-]*)/,
    /Failed building wheel for ([A-Za-z0-9][\w.-]*)/,
    /Failed to build installable wheels for .*?\(([A-Za-z0-9][\w.-]*)/,
    /`([A-Za-z0-9][\w.-]*)@\d/,
    /Failed to build '([A-Za-z0-9][\w.-]*)'/,
    /ERROR: Failed to build ([A-Za-z0-9][\w.-]*)/,
    /^Collecting ([A-Za-z0-9][\w.-]*)(?![\s\S]*^Collecting )/m,
];

/** The name of the package whose build failed, as the output has it; undefined where it does not tell. */
export function failedPackage(output: string): string | undefined {
    return forms.map((form) => form.exec(output)?.[1]).find((name) => name !== undefined);
}
