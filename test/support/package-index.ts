import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StateFolder } from "../../setup/host";
import { freePort } from "../../setup/registry";
import { answering } from "./answering";

/** A private package index with a Basic login, on the loopback. */
export interface PackageIndexServer {
    url: string;
    username: string;
    password: string;
    stop(): void;
}

/** A package that the index has. */
export const privatePackage = "company-lib";
/** Another one. */
export const otherPackage = "company-url";

/** Serves both with pypiserver. */
export async function startPackageIndex(): Promise<PackageIndexServer> {
    const folder = mkdtempSync(join(tmpdir(), "package-index-"));
    const [username, password] = ["ci", 'ind3x:p@ss"w%rd'];
    const python = installedTool();
    const hash = execFileSync(python, [
        "-c",
        "import sys; from passlib.apache import HtpasswdFile as H; h = H(); h.set_password(*sys.argv[1:]); sys.stdout.write(h.to_string().decode())",
        username,
        password,
    ]);
    writeFileSync(join(folder, "htpasswd"), hash);
    buildPackage(python, folder, privatePackage);
    buildPackage(python, folder, otherPackage);
    const port = await freePort();
    const args = [
        "-m",
        "pypiserver",
        "run",
        "-i",
        "127.0.0.1",
        "-p",
        String(port),
        "--disable-fallback",
        "-P",
        join(folder, "htpasswd"),
        "-a",
        "list,download,update",
        join(folder, "packages"),
    ];
    const server = spawn(python, args, { stdio: "ignore" });
    if (!(await answering(server, `http://127.0.0.1:${port}/`))) {
        server.kill();
        throw new Error(`pypiserver does not answer at port ${port}`);
    }
    return {
        url: `http://127.0.0.1:${port}/simple/`,
        username,
        password,
        stop: () => {
            server.kill();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** The interpreter of an environment with pypiserver, which is kept for later runs. */
function installedTool(): string {
    const tool = new StateFolder().path("package-index");
    const python = join(tool, "bin/python");
    const works = spawnSync(python, ["-c", "import passlib, pypiserver, setuptools, wheel"]).status === 0;
    if (!works) {
        execFileSync("python3", ["-m", "venv", "--clear", tool]);
        execFileSync(python, ["-m", "pip", "install", "--quiet", "pypiserver", "passlib", "setuptools", "wheel"]);
    }
    return python;
}

function buildPackage(python: string, folder: string, name: string): void {
    const project = join(folder, name);
    const module = name.replace("-", "_");
    mkdirSync(project);
    writeFileSync(
        join(project, "pyproject.toml"),
        `[project]\nname = "${name}"\nversion = "1.0"\n\n[tool.setuptools]\npy-modules = ["${module}"]\n`,
    );
    writeFileSync(join(project, `${module}.py`), 'SAYS = "hello from the company"\n');
    execFileSync(python, [
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        join(folder, "packages"),
        project,
    ]);
}
