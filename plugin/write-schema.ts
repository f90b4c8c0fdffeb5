// Writes what programs in other languages are told, from the sources' types and doc comments:
//
//     tsx plugin/write-schema.ts FILE
import { writeFileSync } from "node:fs";
import { packageSchema } from "./package-schema";

async function main(file: string): Promise<void> {
    writeFileSync(file, `${JSON.stringify(await packageSchema(), null, 1)}\n`);
}

main(process.argv[2] as string).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
