import * as pulumi from "@pulumi/pulumi";
import type { PythonImageArgs } from "../args";
import type { Problems } from "./problem";

type Argument = keyof PythonImageArgs;

type Shape = "text" | "flag" | "texts" | "list" | "map";

/** Arguments whose kind of value must be right before anything else about them can be judged; choices name their values. */
const shapes: { [shape in Shape]: readonly Argument[] } = {
    text: [
        ...(["pythonVersion", "venvName", "platform", "requirements", "member", "installerVersion"] as const),
        ...(["torchBackend", "source", "workdir", "user"] as const),
    ],
    flag: ["push", "reuse", "insecure", "installProject"],
    texts: [
        ...(["packages", "extras", "groups", "buildConstraints", "noBuildIsolation", "caCertificates"] as const),
        ...(["buildPackages", "runtimePackages", "keep", "importCheck", "writable", "platforms"] as const),
    ],
    list: ["command", "entrypoint", "prepare", "smokeTests", "ports", "gitLogins", "reuseFrom"],
    map: ["environment", "labels", "buildEnvironment", "engines", "index", "healthcheck", "sizeBudget"],
};

const expected: { [shape in Shape]: string } = {
    text: "a string",
    flag: "true or false",
    texts: "a list of strings",
    list: "a list",
    map: "an object",
};

/**
 * The arguments less those whose value is of another kind, which are noted: other languages, and TypeScript where types are
 * not checked, hand over anything. What is null counts as left out.
 */
export function wellShaped<Args extends PythonImageArgs>(args: Args, problems: Problems): Args {
    const kept = { ...args };
    for (const [shape, names] of Object.entries(shapes) as [Shape, readonly Argument[]][]) {
        for (const name of names) {
            const value: unknown = args[name];
            if (value === undefined || value === null) {
                delete kept[name];
            } else if (!isOf(shape, value)) {
                problems.add(name, expected[shape], got(shape, value), remedy(name, shape, value));
                // Judged as what was meant, so that nothing is said to be missing.
                Object.assign(kept, { [name]: shape === "texts" && typeof value === "string" ? [value] : undefined });
            }
        }
    }
    return kept;
}

function isOf(shape: Shape, value: unknown): boolean {
    switch (shape) {
        case "text":
            return typeof value === "string";
        case "flag":
            return typeof value === "boolean";
        case "texts":
            return Array.isArray(value) && value.every((one) => typeof one === "string");
        case "list":
            return Array.isArray(value);
        case "map":
            return typeof value === "object" && !Array.isArray(value) && !isLate(value);
    }
}

/** Whether a value is known only once another resource is there. */
export function isLate(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** What may be a secret by itself is not repeated. */
function got(shape: Shape, value: unknown): unknown {
    if (isLate(value)) {
        return { phrase: "an output of another resource" };
    }
    if (Array.isArray(value)) {
        const odd = value.find((one) => typeof one !== "string");
        return {
            phrase: odd === undefined ? "a list" : `a list with ${isLate(odd) ? "an output" : `a ${typeof odd}`}`,
        };
    }
    return typeof value === "object" || shape === "map" || shape === "list" ? { phrase: `a ${typeof value}` } : value;
}

function remedy(name: Argument, shape: Shape, value: unknown): string {
    if (isLate(value) || (Array.isArray(value) && value.some(isLate))) {
        return "Give a plain value: it shapes the image, and is needed before any resource is there.";
    }
    if ((shape === "texts" || shape === "list") && typeof value === "string") {
        return ["command", "entrypoint"].includes(name) && /\s/.test(value.trim())
            ? 'Give each word by itself: ["python", "main.py"].'
            : "Put it in brackets, as a list of one.";
    }
    if (shape === "text" && typeof value === "number") {
        return `Write ${JSON.stringify(String(value))}.`;
    }
    return "Leave it out for the default.";
}
