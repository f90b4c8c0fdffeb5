import type { Cause } from "./cause";

/** Known causes of a command of `prepare` that fails: it is the application's own, and builds no package. */
export const prepareCauses: Cause[] = [
    {
        name: "prepare-program",
        code: "PI2043",
        pattern:
            /\b(?:ba|da)?sh: (?:\d+: |line \d+: )?([\w.+-]+): (?:command )?not found|exec: "?([\w.+-]+)"?: executable file not found/,
        explain: ([, program, other]) =>
            `It runs ${program ?? other}, which the image lacks. Add the package that brings it to the requirements; ` +
            "where it is a program of the system, name its package in `runtimePackages`.",
    },
    {
        name: "prepare-file",
        code: "PI2043",
        pattern: /can't open file '([^']+)'/,
        explain: ([, file]) =>
            `There is no ${file} in the image. Commands run in \`workdir\`, which holds what \`source\` holds.`,
    },
    {
        name: "prepare-module",
        code: "PI2043",
        pattern: /(?:ModuleNotFoundError: |: )No module named '?([\w.]+)'?/,
        explain: ([, module]) =>
            `It needs the module ${module}, which is neither installed nor in \`source\`. Add its package to the requirements; where a group or an extra of the project has it, name that in \`groups\` or \`extras\`.`,
    },
];
