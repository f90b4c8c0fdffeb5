import * as pulumi from "@pulumi/pulumi";

/** Whether the value of an output is known, which in a preview it may not be: waiting for it would be in vain. */
export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
    return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}

/** The value of an output, once it is known. */
export function knownValue<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply((value) => resolve(value as T)));
}

/** An output that is known in any case: undefined where the given one is not. */
export function whereKnown<T>(output: pulumi.Output<T>): pulumi.Output<T | undefined> {
    return pulumi.output(isKnown(output).then((known) => (known ? output : undefined))) as pulumi.Output<T | undefined>;
}
