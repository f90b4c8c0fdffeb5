// The compiler copies only what it compiles: this copies the rest of components/, such as the tools that run inside the
// image, to the same places below dist/.
import { cp } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

await cp(join(root, "components"), join(root, "dist"), {
    recursive: true,
    filter: (path) => basename(path) !== "__pycache__" && extname(path) !== ".ts",
});
