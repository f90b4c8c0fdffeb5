import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { breakingChanges } from "../../plugin/breaking-changes";
import { type PackageSchema, type Properties, packageSchema } from "../../plugin/package-schema";

const golden = join(__dirname, "../golden/schema.json");

/** A schema without what only people read, and without its version. */
function bare(schema: PackageSchema): PackageSchema {
    const { version: _, ...others } = schema;
    return JSON.parse(JSON.stringify(others, (key, value) => (key === "description" ? undefined : value)));
}

describe("the schema for other languages", () => {
    let schema: PackageSchema;
    let kept: PackageSchema;

    before(async () => {
        schema = await packageSchema();
        kept = JSON.parse(readFileSync(golden, "utf8"));
    });

    test("breaks no program that was written against the one that is kept", () =>
        assert.deepEqual(breakingChanges(kept, schema), []));

    test("is the one that is kept: UPDATE_GOLDEN=1 writes it anew", () => {
        if (process.env.UPDATE_GOLDEN !== undefined) {
            writeFileSync(golden, `${JSON.stringify(bare(schema), null, 1)}\n`);
            return;
        }
        assert.deepEqual(bare(schema), kept);
    });

    test("describes each class, type and property, with a default where it may be left out, and an example", () => {
        const lacking: string[] = [];
        const check = (where: string, properties: Properties = {}, required: string[] = [], isInput = false) => {
            for (const [name, { description = "" }] of Object.entries(properties)) {
                const saysDefault = /default|none|not set|conflicts|instead of|requires|most /i.test(description);
                if (description === "" || (isInput && !required.includes(name) && !saysDefault)) {
                    lacking.push(`${where}.${name}: what it is, and its default`);
                }
                if (isInput && !/\nExample: `/.test(description)) {
                    lacking.push(`${where}.${name}: an example`);
                }
            }
        };
        for (const [token, one] of Object.entries(schema.resources)) {
            assert.match(one.description ?? "", /^\S[\s\S]*{{% example %}}\n+### .+\n+```typescript\n/, token);
            check(token, one.inputProperties, one.requiredInputs, true);
            check(token, one.properties);
        }
        for (const [token, one] of Object.entries(schema.types)) {
            if (!one.description) {
                lacking.push(token);
            }
            check(token, one.properties, one.required);
        }
        assert.deepEqual(lacking, []);
    });

    test("names where the package comes from, and needs no other provider's plugin", () => {
        const { displayName, publisher, repository, license, keywords, dependencies } = schema;
        assert.deepEqual(
            { displayName, publisher, repository, license, dependencies },
            {
                displayName: "Python Image",
                publisher: "pulumi-python-image",
                repository: "https://github.com/pulumi-python-image/pulumi-python-image",
                license: "Apache-2.0",
                dependencies: [],
            },
        );
        assert.ok((keywords as string[]).includes("kind/component"));
    });

    test("an argument that is renamed, required or of another type breaks programs; a new one does not", () => {
        const changed = (change: (schema: PackageSchema) => void) => {
            const copy = structuredClone(schema);
            change(copy);
            return breakingChanges(schema, copy);
        };
        const token = "python-image:index:PythonImage";
        const image = (schema: PackageSchema) => schema.resources[token] as PackageSchema["resources"][string];
        const renamed = changed((schema) => {
            const { workdir = {}, ...others } = image(schema).inputProperties;
            image(schema).inputProperties = { ...others, workingDirectory: workdir };
        });
        assert.deepEqual(renamed, [`${token} (argument) workdir: gone`]);
        assert.deepEqual(
            changed((schema) => image(schema).requiredInputs?.push("tag")),
            [`${token} tag: required now`],
        );
        assert.deepEqual(
            changed((schema) => Object.assign(image(schema).inputProperties.push as object, { type: "string" })),
            [`${token} (argument) push: was plain boolean, is plain string`],
        );
        assert.deepEqual(
            changed((schema) => schema.types["python-image:index:Base"]?.enum?.pop()),
            ["python-image:index:Base Alpine: gone"],
        );
        assert.deepEqual(
            changed((schema) => Object.assign(image(schema).inputProperties, { added: { type: "string" } })),
            [],
        );
    });
});
