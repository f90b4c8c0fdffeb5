import { refuse } from "../python-image/check-args";
import { Problems } from "../python-image/plan/problem";
import type { EcrRepositoryArgs } from "./args";

/** ECR's own rule; the name of a component gets a suffix, which fits it as well. */
const NAME = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const NAME_RULE = "Use 2 to 256 lower-case letters and digits, with single `.`, `_`, `-` or `/` between them";

/**
 * Checks what can be checked before anything is known of AWS.
 *
 * @throws pulumi.RunError that names all mistakes at once
 */
export function checkArgs(name: string, args: EcrRepositoryArgs): void {
    const problems = new Problems();
    if (args.repositoryName === undefined && !NAME.test(name)) {
        const remedy = `${NAME_RULE}, or give \`repositoryName\`.`;
        problems.add("name", "a name that ECR accepts", name, remedy, "PI1402");
    }
    if (typeof args.repositoryName === "string" && !isEcrName(args.repositoryName)) {
        problems.add("repositoryName", "a name that ECR accepts", args.repositoryName, `${NAME_RULE}.`);
    }
    for (const count of ["keepImages", "untaggedDays"] as const) {
        const value = args[count];
        if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
            problems.add(count, "a whole number of at least 1", value, "Leave it out for the default.");
        }
    }
    if (args.kmsKey === "") {
        problems.add("kmsKey", "the ARN of a KMS key", args.kmsKey, "Leave it out for AES-256 with a key of Amazon's.");
    }
    refuse(`EcrRepository "${name}"`, problems);
}

function isEcrName(name: string): boolean {
    return name.length >= 2 && name.length <= 256 && NAME.test(name);
}
