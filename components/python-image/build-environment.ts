import * as pulumi from "@pulumi/pulumi";
import { withValues } from "./plan/named-variables";

/** The values of `buildEnvironment`. */
export interface BuildEnvironment {
    /**
     * Build arguments: what is secret apart from what is not, because a secret that has rotated is no reason to build. Both
     * are secrets of the state.
     */
    buildArguments: { [name: string]: pulumi.Output<string> };
    /** Those that shape the image: values that are no secrets, and the names of all. */
    shaping: pulumi.Output<string[]>;
    /** What must not be shown. Not secret for Pulumi: it must never become an output. */
    secrets: pulumi.Output<string[]>;
    /** Puts the values in the place of `${NAME}`, as they are. Not secret either. */
    fillIn(text: pulumi.Input<string>): pulumi.Output<string>;
}

interface Variable {
    name: string;
    value: string;
    isSecret: boolean;
}

/** The values that the installation sees. A value that `asked` names, as `${NAME}`, is shown to nobody. */
export function buildEnvironment(
    given: { [name: string]: pulumi.Input<string> } | undefined,
    asked: string[],
): BuildEnvironment {
    const variables = pulumi.all(Object.entries(given ?? {}).map(([name, value]) => variable(name, value)));
    const text = (secret: boolean) =>
        pulumi.secret(variables.apply((all) => shellText(all.filter(({ isSecret }) => isSecret === secret))));
    return {
        buildArguments:
            Object.keys(given ?? {}).length === 0 ? {} : { BUILD_ENVIRONMENT: text(false), BUILD_SECRETS: text(true) },
        shaping: variables.apply((all) =>
            all.map((one) => (one.isSecret ? one.name : `${one.name}=${one.value}`)).sort(),
        ),
        secrets: variables.apply((all) =>
            all.filter(({ name, isSecret }) => isSecret || asked.includes(name)).map(({ value }) => value),
        ),
        fillIn: (text) =>
            pulumi
                .all([text, variables])
                .apply(([template, all]) => withValues(template, new Map(all.map(({ name, value }) => [name, value])))),
    };
}

function variable(name: string, given: pulumi.Input<string>): pulumi.Output<Variable> {
    const value = pulumi.output(given);
    return pulumi
        .all([pulumi.isSecret(value), pulumi.unsecret(value)])
        .apply(([isSecret, value]) => ({ name, value: String(value), isSecret }));
}

/** A shell script that exports the variables, in one order. */
function shellText(variables: Variable[]): string {
    return variables
        .map(({ name, value }) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`)
        .sort()
        .join("\n");
}
