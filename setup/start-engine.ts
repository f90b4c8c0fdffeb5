import { StateFolder } from "./host";
import { releasedEngine } from "./released-engine";

/** Starts a Docker Engine of another release, `npm run engine -- 28.5`, and prints the setting that names it. */
async function main(name = ""): Promise<void> {
    console.log(`DOCKER_HOST=${await releasedEngine(new StateFolder(), name)}`);
}

main(process.argv[2]).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
