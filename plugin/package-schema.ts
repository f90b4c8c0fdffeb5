import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ComponentProvider } from "@pulumi/pulumi/provider/experimental";
import { components } from "../components/plugin/components";
import { examples } from "./examples";
import { programs } from "./programs";
import { typeComments } from "./type-comments";

/** The part of a Pulumi package schema that is made here. */
export interface PackageSchema {
    name: string;
    version: string;
    description: string;
    resources: { [token: string]: Described & { inputProperties: Properties; requiredInputs?: string[] } };
    types: { [token: string]: Described & { enum?: { name: string; value: string }[] } };
    [other: string]: unknown;
}

/** A resource or type. */
export interface Described {
    description?: string;
    properties?: Properties;
    required?: string[];
}

/** Properties by name. */
export type Properties = { [name: string]: Property };

/** What is known of a property, or of the items of one. */
export interface Property {
    type?: string;
    $ref?: string;
    items?: Property;
    additionalProperties?: Property;
    plain?: boolean;
    secret?: boolean;
    description?: string;
    optional?: boolean;
}

/** Numbers that are counts: what is in bytes may exceed the integers of C# and Java. */
const counts =
    /^(ports|retries|intervalSeconds|timeoutSeconds|startPeriodSeconds|compressionLevel|keepImages|untaggedDays|generation)$/;

/** Names of what is generated, where those that Pulumi would make up say nothing. */
const languages = {
    nodejs: { respectSchemaVersion: true },
    python: { respectSchemaVersion: true, pyproject: { enabled: true } },
    go: {
        respectSchemaVersion: true,
        generateResourceContainerTypes: true,
        importBasePath: "github.com/pulumi-python-image/pulumi-python-image/sdk/go/pythonimage",
    },
    csharp: { respectSchemaVersion: true, namespaces: { "python-image": "PythonImage" } },
    java: { respectSchemaVersion: true },
};

/**
 * What programs in other languages are told: Pulumi's own reading of the sources' types and doc comments, with what it
 * leaves out: comments on types, examples, secrets, whole numbers, and where the package comes from.
 */
export async function packageSchema(): Promise<PackageSchema> {
    const { version, license, homepage, repository } = JSON.parse(
        readFileSync(join(__dirname, "../package.json"), "utf8"),
    );
    // `componentProviderHost` makes the same of this directory, though at every start of the plugin.
    const provider = new ComponentProvider({ name: "python-image", version, dirname: __dirname, components });
    const read: PackageSchema = JSON.parse(await provider.getSchema());
    const comments = typeComments();
    for (const [token, resource] of Object.entries(read.resources)) {
        const name = token.split(":").at(-1) as string;
        resource.description = [resource.description, ...programs(name)].join("\n\n");
        complete(resource.inputProperties, examples[name]);
        // The examples are of arguments; some outputs have the name of one.
        complete(resource.properties ?? {});
    }
    for (const [token, type] of Object.entries(read.types)) {
        const name = token.split(":").at(-1) as string;
        type.description = comments.get(name) ?? type.description ?? "";
        complete(type.properties ?? {}, examples[name]);
    }
    const { resources, types, ...head } = read;
    return {
        ...head,
        displayName: "Python Image",
        publisher: "pulumi-python-image",
        keywords: ["kind/component", "category/utility", "python", "docker", "container", "image"],
        license,
        homepage,
        repository: repository.url.replace(/^git\+|\.git$/g, ""),
        language: languages,
        types: sorted(types),
        resources: sorted(resources),
    };
}

/** Adds to properties what the reader of the sources does not know. */
function complete(properties: Properties, examplesOfThem: { [name: string]: unknown } = {}): void {
    for (const [name, property] of Object.entries(properties)) {
        // Not a word of the schema's: `required` lists the others.
        delete property.optional;
        if (counts.test(name)) {
            property.type = property.type === "number" ? "integer" : (property.type ?? "");
            if (property.items?.type === "number") {
                property.items.type = "integer";
            }
        }
        if (name === "password") {
            property.secret = true;
        }
        const example = examplesOfThem[name];
        if (example !== undefined && property.description !== undefined) {
            property.description += `\nExample: \`${JSON.stringify(example)}\`.`;
        }
    }
}

function sorted<T>(table: { [name: string]: T }): { [name: string]: T } {
    return Object.fromEntries(Object.entries(table).sort(([one], [other]) => (one < other ? -1 : 1)));
}
