import * as pulumi from "@pulumi/pulumi";

/** Inputs as a provider gets them: a mock's are wrapped where something in them is a secret. */
export function plainInputs(value: unknown): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map(plainInputs);
    }
    return pulumi.runtime.specialSigKey in value
        ? plainInputs((value as { value?: unknown }).value)
        : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainInputs(one)]));
}
