import { createHash, type Hash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { Strategy } from "../choices";
import { renderDockerfile } from "../dockerfile/render-dockerfile";
import { hasCode, hasFiles, isLaidOutAlone } from "../plan/application-settings";
import type { BuildPlan } from "../plan/build-plan";
import { verifySettings } from "../plan/verify-settings";
import { contextEntries } from "./context-entries";
import type { StagedContent } from "./context-index";
import { directoryName } from "./directory-name";
import { writeContext } from "./write-context";

/** A context that lies ready to be built. */
export interface StagedContext {
    /** Path relative to the program, the same in every checkout. */
    path: string;
    dockerfile: string;
    /** Build arguments for values which have no literal form in a Dockerfile. */
    buildArguments: { [name: string]: string };
    /** Hash of everything that shapes the image, hexadecimal: the authorities trusted while building do not. */
    hash: string;
    /** Hash of all that shapes the image but the application's code, hexadecimal. */
    environmentHash: string;
    /** Whether the layers of a base lie below all others. */
    isOverBase: boolean;
    /** Whether the application brings files: what containers start below `workdir` has to be among them. */
    hasFiles: boolean;
    /** Whether the image has a layer of the application's code, its last one. */
    hasCode: boolean;
    /** Whether the code is laid out and compiled, and no more. */
    isLaidOutAlone: boolean;
    /** Hash of all that lies in it, hexadecimal: what the provider takes for a change. */
    contextHash: string;
}

const stagingDirectory = ".python-image";

/**
 * Stages a plan below `.python-image/`, where each stack has a directory of its own: two may be updated at once. The one
 * place that writes files.
 */
export function stageContext(plan: BuildPlan, stack: string, name: string): StagedContext {
    const dockerfile = renderDockerfile(plan);
    const entries = contextEntries(plan, dockerfile.text, verifySettings(plan));
    const own = `${directoryName(stack)}/${directoryName(name)}`;
    const directory = `${stagingDirectory}/${own}`;
    const index = `${stagingDirectory}/.index/${own}.json`;
    fs.mkdirSync(path.dirname(index), { recursive: true });
    writeOnce(path.join(stagingDirectory, ".gitignore"), "*\n");
    const contents = writeContext(directory, index, entries);
    return {
        path: directory,
        dockerfile: dockerfile.text,
        buildArguments: dockerfile.buildArguments,
        hash: hashOf(plan, contents),
        environmentHash: hashOf(plan, new Map([...contents].filter(([name]) => !name.startsWith("source/")))),
        isOverBase: plan.strategy !== Strategy.Minimal,
        hasFiles: hasFiles(plan),
        hasCode: hasCode(plan),
        isLaidOutAlone: isLaidOutAlone(plan),
        contextHash: addContents(createHash("sha256"), contents).digest("hex"),
    };
}

function hashOf(plan: BuildPlan, contents: Map<string, StagedContent>): string {
    const { text, buildArguments } = renderDockerfile({ ...plan, caCertificates: [] });
    const { platform, compression } = plan;
    const sum = createHash("sha256")
        .update(text)
        .update(JSON.stringify([buildArguments, platform, compression]));
    const shaping = [...contents].filter(([name]) => name !== "ca.pem" && name !== "Dockerfile");
    return addContents(sum, shaping).digest("hex");
}

function addContents(sum: Hash, contents: Iterable<[string, StagedContent]>): Hash {
    for (const [name, { hash, executable }] of contents) {
        sum.update(`${name}\0${executable ? "x" : "-"}\0${hash}\0`);
    }
    return sum;
}

function writeOnce(file: string, text: string): void {
    if (!fs.existsSync(file)) {
        fs.writeFileSync(file, text);
    }
}
