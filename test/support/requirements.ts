import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The article's six requirements, pinned, as the quickstart has them. */
export const quickstartRequirements = readFileSync(
    join(__dirname, "../../examples/quickstart/requirements.txt"),
    "utf8",
);
