import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes the source distribution of a package of one module, whose `setup.py` begins with `before`, into a directory. */
export function writeSourceArchive(directory: string, name: string, before: string, requires: string[] = []): void {
    const root = `${name}-1.0`;
    const folder = join(directory, root);
    mkdirSync(folder, { recursive: true });
    const setup = [
        before,
        "from setuptools import setup",
        `setup(name="${name}", version="1.0", py_modules=["${name}"], install_requires=${JSON.stringify(requires)})`,
    ];
    writeFileSync(join(folder, "setup.py"), `${setup.join("\n")}\n`);
    writeFileSync(join(folder, `${name}.py`), 'SAYS = "built"\n');
    writeFileSync(join(folder, "PKG-INFO"), `Metadata-Version: 1.0\nName: ${name}\nVersion: 1.0\n`);
    execFileSync("tar", ["-czf", `${root}.tar.gz`, root], { cwd: directory });
    rmSync(folder, { recursive: true });
}
