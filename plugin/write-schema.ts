// Writes what programs in other languages are told, from the sources' types and doc comments:
//
//     tsx plugin/write-schema.ts FILE
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ComponentProvider } from "@pulumi/pulumi/provider/experimental";
import { components } from "../components/plugin/components";

async function main(file: string): Promise<void> {
    const { version } = JSON.parse(readFileSync(join(__dirname, "../package.json"), "utf8"));
    // `componentProviderHost` makes the same of this directory, though at every start of the plugin.
    const provider = new ComponentProvider({ name: "python-image", version, dirname: __dirname, components });
    writeFileSync(file, await provider.getSchema());
}

main(process.argv[2] as string).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
