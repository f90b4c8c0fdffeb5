// Runs one of setup's commands, `node setup/start.mjs up`, in a clone in which nothing was installed yet, too: the
// commands themselves are TypeScript, which node_modules/ has to run.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [command, ...args] = process.argv.slice(2);

if (!isInstalled()) {
    process.stderr.write("setup: installing node_modules\n");
    // The scripts of dependencies would compile optional parts that nothing here uses.
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund");
}
run(process.execPath, ["--import", "tsx", join(root, "setup", `${command}.ts`), ...args]);

/** Whether node_modules/ holds what package-lock.json names; what else it holds does not matter. */
function isInstalled() {
    try {
        const wanted = packages("package-lock.json");
        const present = packages("node_modules/.package-lock.json");
        return Object.entries(wanted).every(
            ([path, { version, link, optional, devOptional }]) =>
                path === "" ||
                link ||
                optional ||
                devOptional ||
                !path.startsWith("node_modules/") ||
                present[path]?.version === version,
        );
    } catch {
        return false;
    }
}

function packages(file) {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
}

function npm(...words) {
    const script = process.env.npm_execpath;
    return script === undefined ? run("npm", words) : run(process.execPath, [script, ...words]);
}

/** Ends this process with the code of a program that fails. */
function run(program, words) {
    const { status, error } = spawnSync(program, words, { cwd: root, stdio: "inherit" });
    if (error) process.stderr.write(`${program}: ${error.message}\n`);
    if (status !== 0) process.exit(status ?? 1);
}
