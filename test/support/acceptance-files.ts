import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The acceptance scripts as an application: there is no other way for them into an image without a shell. */
export function acceptanceFiles(): { [path: string]: string } {
    const directory = join(__dirname, "../acceptance");
    const names = readdirSync(directory).filter((name) => /\.(py|pem)$/.test(name));
    return Object.fromEntries(
        names.map((name) => [join("acceptance", name), readFileSync(join(directory, name), "utf8")]),
    );
}
