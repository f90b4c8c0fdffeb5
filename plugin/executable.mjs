// Makes the plugin as Pulumi downloads it, for the platform that this runs on: Node.js's single executable beside the package
// and what it needs, so that a program in Python or Go works where there is no Node.js.
//
//     node plugin/executable.mjs OUT
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** Where Node.js looks for an application in its own binary. */
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";
const systems = { linux: "linux", darwin: "darwin", win32: "windows" };
const processors = { x64: "amd64", arm64: "arm64" };

const out = resolve(process.argv[2] ?? "executable");
const directory = join(out, "plugin");
const executable = join(directory, `pulumi-resource-python-image${process.platform === "win32" ? ".exe" : ""}`);
const run = (command, args, cwd = root) =>
    execFileSync(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"], shell: process.platform === "win32" });

rmSync(out, { recursive: true, force: true });
mkdirSync(join(directory, "lib"), { recursive: true });

const packed = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", out, "--ignore-scripts"]).toString());
const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
writeFileSync(join(directory, "lib/package.json"), '{ "private": true }\n');
run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", join(out, filename)], join(directory, "lib"));

const settings = join(out, "executable.json");
const application = join(out, "application.blob");
const main = join(root, "plugin/executable-main.cjs");
writeFileSync(settings, JSON.stringify({ main, output: application, disableExperimentalSEAWarning: true }));
run(process.execPath, ["--experimental-sea-config", settings]);
copyFileSync(process.execPath, executable);
chmodSync(executable, 0o755);
if (process.platform === "darwin") {
    run("codesign", ["--remove-signature", executable]);
}
const segment = process.platform === "darwin" ? ["--macho-segment-name", "NODE_SEA"] : [];
run("npx", [
    "--yes",
    "postject@1.0.0-alpha.6",
    executable,
    "NODE_SEA_BLOB",
    application,
    "--sentinel-fuse",
    fuse,
    ...segment,
]);
if (process.platform === "darwin") {
    run("codesign", ["--sign", "-", executable]);
}

const platform = `${systems[process.platform]}-${processors[process.arch]}`;
const archive = join(out, `pulumi-resource-python-image-v${version}-${platform}.tar.gz`);
run("tar", ["-czf", archive, "-C", directory, "."]);
console.log(archive);
