import type { Cause } from "./cause";

/** Known causes that lie with the version of an installer. */
export const installerCauses: Cause[] = [
    {
        name: "installer-version",
        code: "PI2036",
        pattern:
            /Required uv version `([^`]+)` does not match the running version `([^`]+)`|This project requires Poetry ([^,\n]+?),? but you are using Poetry ([\w.]+)/,
        explain: ([, uv, runningUv, poetry, runningPoetry]) =>
            `The project demands ${uv === undefined ? "Poetry" : "uv"} ${uv ?? poetry}, and ${runningUv ?? runningPoetry} is used. ` +
            "Give an `installerVersion` that fits, or leave it out: one that fits is taken then.",
    },
    {
        name: "installer-too-old",
        code: "PI2036",
        pattern:
            /error: unexpected argument '(--[\w-]+)'|The option "(--[\w-]+)" does not exist|no such option: (--[\w-]+)/,
        explain: ([, uv, poetry, pip]) =>
            `The installer of this version does not know ${uv ?? poetry ?? pip}. Give a newer \`installerVersion\`, or leave it out.`,
    },
];
