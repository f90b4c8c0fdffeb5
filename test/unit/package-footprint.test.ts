import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

const root = join(__dirname, "../..");

interface Manifest {
    dependencies?: { [name: string]: string };
}

/** The directories of the packages that come with one, itself among them. */
function installedWith(directory: string, found = new Set<string>()): Set<string> {
    if (!found.has(directory)) {
        found.add(directory);
        const { dependencies = {} }: Manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
        for (const name of Object.keys(dependencies)) {
            installedWith(placeOf(name, directory), found);
        }
    }
    return found;
}

/** Where Node finds a package from a directory. */
function placeOf(name: string, from: string): string {
    const place = join(from, "node_modules", name);
    return existsSync(place) ? place : placeOf(name, dirname(from));
}

function bytesBelow(directory: string): number {
    return readdirSync(directory, { withFileTypes: true })
        .filter(({ name }) => name !== "node_modules")
        .map((entry) => join(directory, entry.name))
        .reduce((sum, path) => sum + (statSync(path).isDirectory() ? bytesBelow(path) : statSync(path).size), 0);
}

test("an installation brings at most 30 MB beside Pulumi's own packages", () => {
    const { dependencies }: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const pulumi = installedWith(placeOf("@pulumi/docker", root));
    const ours = new Set(Object.keys(dependencies ?? {}).flatMap((name) => [...installedWith(placeOf(name, root))]));
    const added = [...ours].filter((directory) => !pulumi.has(directory));
    const bytes = added.reduce((sum, directory) => sum + bytesBelow(directory), 0);
    assert.ok(bytes > 1e6 && bytes < 30e6, `${(bytes / 1e6).toFixed(1)} MB in ${added.length} packages`);
});

test("a program that declares an image does not wait for what speaks to engines and registries", () => {
    const script = `
        require("./components");
        const loaded = Object.keys(require.cache).map((path) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(path)?.[1]);
        console.log(JSON.stringify([...new Set(loaded)]));`;
    const output = execFileSync(process.execPath, ["--import", "tsx", "-e", script], { cwd: root, encoding: "utf8" });
    const loaded: string[] = JSON.parse(output);
    assert.ok(loaded.includes("@pulumi/docker"));
    for (const name of ["dockerode", "undici", "pip-requirements-js", "@pulumi/aws"]) {
        assert.ok(!loaded.includes(name), `${name} is loaded`);
    }
});
