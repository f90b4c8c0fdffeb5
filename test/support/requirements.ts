import { readFileSync } from "node:fs";
import { join } from "node:path";

const quickstart = join(__dirname, "../../examples/quickstart");

/** The article's six requirements, pinned, as the quickstart has them, by file name. */
export const quickstartRequirements = Object.fromEntries(
    ["requirements.txt", "constraints.txt"].map((name) => [name, readFileSync(join(quickstart, name), "utf8")]),
);
