// Writes the pages that are made from other files: the reference from the schema, Pulumi's page from the examples, llms.txt
// from the pages' titles; and the code in all other pages, from the files that it is taken from.
//
//     npx tsx docs/write.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageSchema } from "../plugin/package-schema";
import { pagesWithCode } from "./pages/included";
import { llmsText } from "./pages/llms";
import { packageIndex } from "./pages/package-index";
import { referencePages } from "./pages/reference";

/** Texts of the pages by their paths below `docs/`. */
export async function writtenPages(): Promise<{ [path: string]: string }> {
    return {
        ...pagesWithCode(),
        "_index.md": packageIndex(),
        "public/llms.txt": llmsText(),
        ...referencePages(await packageSchema()),
    };
}

async function main(): Promise<void> {
    for (const [path, text] of Object.entries(await writtenPages())) {
        const file = join(__dirname, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
    }
}

if (require.main === module) {
    main().catch((error: Error) => {
        console.error(error.message);
        process.exitCode = 1;
    });
}
