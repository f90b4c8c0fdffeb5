import type { FailedStep } from "../../engine/build-progress";
import { withAddress } from "../../errors/address";
import { type ErrorCode, errorTitles } from "../../errors/codes";
import { causesOf, isOwnStep } from "./causes";
import { withoutSecrets } from "./secrets";

/** Lines that the build's own tools print for this explanation, not for who reads it. */
const ownLine =
    /python-image: (code|error|warning|note|time|removed|package):|python-image: {3}|^PYTHON_IMAGE_(VERSIONS|PACKAGES|INDEX)=/;
/** Lines of a step's output that are shown. */
const shownLines = 15;

/** Titles of steps that run without a shell, by the tool that they run. */
const titles: { [tool: string]: string } = {
    "prove.py": "Prove the image from scratch",
    "place.py": "Lay out the application's source",
    "lay_out.py": "Lay out the application's source",
    "collect.py": "Collect what was prepared",
    "rehearse.py": "Try the application in the base",
    "finish.py": "Try the application in the image",
};

/**
 * What went wrong in a build, in plain words: the step, the cause and its remedy, the last lines of its output. `platform` is
 * what it was built for.
 */
export function explainBuild(name: string, failed: FailedStep, secrets: string[], platform = ""): string {
    const hide = (text: string) => withoutSecrets(text, secrets);
    const output = failed.output.map(hide);
    const cause = findCause(output.join("\n"), { ...failed, error: hide(failed.error) }, platform);
    const shown = output.filter((line) => !ownLine.test(line));
    const first = `${name}: expected a built image, got a failure ${place(failed.step)}. ${cause.text}`;
    const lines = [withAddress(first, cause.code)];
    if (shown.length > 0) {
        lines.push("Last lines of its output:", ...shown.slice(-shownLines).map((line) => `  ${line}`));
    }
    return lines.join("\n");
}

function findCause(output: string, { error, step }: FailedStep, platform: string): { text: string; code: ErrorCode } {
    const image = /load metadata for (\S+)/.exec(step)?.[1] ?? (step === "" ? imageOf(error) : undefined);
    if (image !== undefined) {
        const remedy = /no such host|dial tcp|i\/o timeout/.test(error)
            ? "The engine does not reach that registry: check its network and its proxy, or name a base in a registry that it " +
              "reaches (`builderImage`, `runtimeImage`)."
            : "Check its name, which `base` and `pythonVersion` make unless you give one (where that is left out, what the " +
              "project's `.python-version` or `requires-python` names), and that this engine may pull it.";
        return { text: `The base image ${image} cannot be had: ${error}. ${remedy}`, code: "PI2002" };
    }
    const text = `${output}\n${error}${platform === "" ? "" : `\nPYTHON_IMAGE_PLATFORM=${platform}`}`;
    for (const { code, pattern, explain } of causesOf(step)) {
        const match = pattern.exec(text);
        if (match !== null) {
            return { text: explain(match, text), code: ownCode(text) ?? code };
        }
    }
    const code = /exit code: (\d+)$/.exec(error)?.[1];
    const said = code === undefined ? `The engine says: ${error}.` : `Its command ended with exit code ${code}.`;
    return { text: said, code: isOwnStep(step) ? "PI2043" : "PI2001" };
}

/** The code that a proof gives what it refuses. */
function ownCode(output: string): ErrorCode | undefined {
    const code = /python-image: code: (PI\d+)/.exec(output)?.[1] ?? "";
    return code in errorTitles ? (code as ErrorCode) : undefined;
}

/** The image that a registry was asked for in vain, by the URL of its manifest. */
function imageOf(error: string): string | undefined {
    const [, host, path, tag] = /https?:\/\/([^/]+)\/v2\/(\S+)\/manifests\/([^\s":]+)/.exec(error) ?? [];
    return host === undefined ? undefined : `${host}/${path}:${tag}`;
}

function place(step: string): string {
    const title = /: '((?:[^']|'\\'')*)'/.exec(step)?.[1]?.replace(/'\\''/g, "'");
    const stage = /^\[(\S+)/.exec(step)?.[1];
    if (title !== undefined) {
        return `at the step "${title}" (stage ${stage})`;
    }
    const tool = Object.keys(titles).find((name) => step.includes(`/${name}"`));
    if (tool !== undefined) {
        return `at the step "${titles[tool]}" (stage ${stage})`;
    }
    return step === "" ? "before its first step" : `at ${step.replace(/\s+/g, " ").slice(0, 100)}`;
}
