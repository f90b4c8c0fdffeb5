import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";
import { learnAncestry } from "../python-image/ancestry";
import { components } from "./components";

/** What this reads of a Pulumi package schema. */
interface PackageSchema {
    version: string;
    resources: { [type: string]: { properties: { [output: string]: unknown } } };
}

/**
 * Constructs the components for programs in other languages. The schema was written when the package was built: to read it
 * from the sources, as `componentProviderHost` does at every start, takes seconds.
 */
export class PackageProvider implements Provider {
    readonly schema = readFileSync(join(__dirname, "schema.json"), "utf8");
    readonly #package: PackageSchema = JSON.parse(this.schema);
    readonly version = this.#package.version;

    async construct(
        name: string,
        type: string,
        inputs: pulumi.Inputs,
        options: pulumi.ComponentResourceOptions,
    ): Promise<ConstructResult> {
        const described = this.#package.resources[type];
        const Component = components.find((component) => type.endsWith(`:${component.name}`));
        if (described === undefined || Component === undefined) {
            throw new Error(`type: expected one of ${Object.keys(this.#package.resources).join(", ")}, got ${type}`);
        }
        await learnAncestry(options.parent);
        const component = new Component(name, inputs as never, options);
        const outputs = Object.keys(described.properties);
        const state = Object.fromEntries(outputs.map((output) => [output, Reflect.get(component, output)]));
        return { urn: component.urn, state };
    }
}
