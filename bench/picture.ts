import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ensureBuilt, root } from "../setup/build";
import { runCommand, say } from "../setup/host";
import { prepareMachine } from "../setup/machine";
import { BASES } from "./machine";

const PROGRAM = join(root, "examples/size-comparison");
const PICTURE = join(root, "docs/size-comparison.svg");

/** Runs the comparison of the strategies once, without keeping state, and keeps its chart as the README's picture. */
async function main(): Promise<void> {
    const { engine, registry } = await prepareMachine({ bases: Object.values(BASES) });
    await ensureBuilt();
    say("building the images that are compared");
    await runCommand(process.execPath, ["--import", "tsx", join(root, "setup/in-process/main.ts"), PROGRAM], {
        cwd: root,
        env: { DOCKER_HOST: engine.host, PULUMI_CONFIG: JSON.stringify({ "project:registry": registry }) },
    });
    await mkdir(join(root, "docs"), { recursive: true });
    await copyFile(join(PROGRAM, "size-comparison.svg"), PICTURE);
    console.log(`${PICTURE}; the page is ${join(PROGRAM, "index.html")}`);
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
