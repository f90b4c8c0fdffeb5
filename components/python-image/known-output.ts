import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";

/** What the SDK itself resolves an Output with; `apply` calls back neither for an unknown one nor for a failed one. */
interface Internals<T> {
    isKnown: Promise<boolean>;
    promise(): Promise<T>;
}

const internals = <T>(output: pulumi.Output<T>) => output as unknown as Internals<T>;

/** Whether the value of an output is known, which in a preview it may not be: waiting for it would be in vain. */
export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
    return internals(output).isKnown;
}

/** The value of an output, once it is known. */
export function knownValue<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply((value) => resolve(value as T)));
}

/** The value of an output, or undefined where it is not known. Fails if the output does. */
export async function settledValue<T>(output: pulumi.Output<T>): Promise<T | undefined> {
    const value = await internals(output).promise();
    return (await isKnown(output)) ? value : undefined;
}

/**
 * What is made of an output once it is known. A failure is that of the promise alone: of a failed Output Pulumi would
 * report it once more, with a stack trace.
 */
export async function madeOf<T, R>(
    output: pulumi.Output<T>,
    make: (value: pulumi.Unwrap<T>) => Promise<R | pulumi.Output<R>>,
): Promise<pulumi.Output<R>> {
    const outcome = output.apply((value) =>
        make(value as pulumi.Unwrap<T>).then(
            (made) => ({ made, failure: undefined }),
            (error: unknown) => ({ made: undefined, failure: { error } }),
        ),
    );
    const { failure } = (await settledValue(outcome)) ?? {};
    if (failure !== undefined) {
        throw failure.error;
    }
    return outcome.apply(({ made }) => made as R);
}

/** An output of which nothing is known: that of something which a preview does not make. */
export function unknownOutput<T>(): pulumi.Output<T> {
    return pulumi.output(unknown) as unknown as pulumi.Output<T>;
}
