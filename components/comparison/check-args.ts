import type { ErrorCode } from "../errors/codes";
import type { PythonImageArgs } from "../python-image/args";
import { planOf, refuse } from "../python-image/check-args";
import { Problems } from "../python-image/plan/problem";
import type { ImageComparisonArgs } from "./args";

const variantName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** One image of a comparison. */
export interface Variant {
    name: string;
    args: PythonImageArgs;
}

/**
 * The variants of a comparison in the program's order, if its arguments have no mistake.
 *
 * @throws pulumi.RunError that names all mistakes at once; one that all variants share, once
 */
export function checkArgs(name: string, { variants = {}, ...shared }: ImageComparisonArgs): Variant[] {
    const all = Object.entries(variants).map(([name, variant]) => ({ name, args: { ...shared, ...variant } }));
    const mistakes = new Map<string, { names: string[]; code: ErrorCode }>();
    for (const { name, args } of all) {
        const found = new Problems();
        planOf(args, found);
        for (const { message, code } of found.all) {
            mistakes.set(message, { names: [...(mistakes.get(message)?.names ?? []), name], code });
        }
    }
    const problems = new Problems();
    if (all.length === 0) {
        problems.add("variants", "at least one variant", { phrase: "none" }, "Name one, such as `ours: {}`.");
    }
    for (const { name } of all.filter(({ name }) => !variantName.test(name))) {
        problems.add("variants", "names of letters, digits, `.`, `_` and `-`", name, "Rename the variant.");
    }
    for (const [message, { names, code }] of mistakes) {
        const isShared = names.length === all.length;
        for (const where of isShared ? [""] : names.map((name) => `variants.${name}.`)) {
            problems.take(`${where}${message}`, code);
        }
    }
    refuse(`ImageComparison "${name}"`, problems);
    return all;
}
