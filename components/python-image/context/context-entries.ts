import * as fs from "node:fs";
import * as path from "node:path";
import { applicationSettings, hasCode } from "../plan/application-settings";
import type { BuildPlan } from "../plan/build-plan";
import type { StagedFile } from "../plan/dependencies";
import { archive } from "../plan/requirements-file";
import { decoded, isPlain } from "./encoding";
import { isDirectory, projectTrees, type StagedTree, sourceTrees } from "./staged-trees";

/** One file of the staged context: a copy of the user's, or text. */
export type ContextEntry = { from: string } | { text: string };

/** Where the tools lie that run inside the build, by the directory of the context that they go to. */
const toolDirectories = { tools: "../../build-steps", "tools/verify": "../../verify" };

/** Every file of the staged context, by its path in it. Nothing else is ever sent to the engine. */
export function contextEntries(plan: BuildPlan, dockerfile: string, verify: object): Map<string, ContextEntry> {
    const entries = new Map<string, ContextEntry>();
    entries.set("Dockerfile", { text: dockerfile });
    entries.set("verify.json", { text: `${JSON.stringify(verify, undefined, 2)}\n` });
    if (hasCode(plan)) {
        entries.set("application.json", { text: `${JSON.stringify(applicationSettings(plan), undefined, 2)}\n` });
    }
    if (plan.caCertificates.length > 0) {
        entries.set("ca.pem", {
            text: plan.caCertificates.map((file) => `${fs.readFileSync(file, "utf8").trim()}\n`).join(""),
        });
    }
    for (const [to, from] of Object.entries(toolDirectories)) {
        addTools(path.join(__dirname, from), to, entries);
    }
    for (const file of plan.dependencies.files) {
        entries.set(`requirements/${file.to}`, requirementEntry(file));
    }
    addProjects(plan, entries);
    if (plan.source !== undefined) {
        addTrees("source", sourceTrees(plan), entries);
    }
    return entries;
}

function addTools(from: string, to: string, entries: Map<string, ContextEntry>): void {
    for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
        if (entry.isDirectory()) {
            addTools(path.join(from, entry.name), `${to}/${entry.name}`, entries);
        } else if (/\.(py|sh|json)$/.test(entry.name)) {
            entries.set(`${to}/${entry.name}`, { from: path.join(from, entry.name) });
        }
    }
}

/** Installers read UTF-8 alone. */
function requirementEntry({ from, text }: StagedFile): ContextEntry {
    if (text !== undefined) {
        return { text };
    }
    const content = archive.test(from) ? undefined : fs.readFileSync(from);
    return content === undefined || isPlain(content) ? { from } : { text: decoded(content) };
}

function addProjects(plan: BuildPlan, entries: Map<string, ContextEntry>): void {
    const { dependencies } = plan;
    if (dependencies.projects.length === 0) {
        return;
    }
    if (dependencies.format === "uv") {
        for (const file of dependencies.files) {
            entries.set(`projects/files/${file.to}`, requirementEntry(file));
        }
    }
    for (const { from, to } of dependencies.projects.filter((one) => !isDirectory(one.from))) {
        entries.set(`projects/files/${to}`, { from });
    }
    addTrees("projects", projectTrees(plan), entries);
}

function addTrees(name: string, trees: StagedTree[], entries: Map<string, ContextEntry>): void {
    const links: { [path: string]: string } = {};
    const below = (to: string, relative: string): string => (to === "" ? relative : `${to}/${relative}`);
    for (const { from, to, tree } of trees) {
        for (const file of tree.files) {
            entries.set(`${name}/files/${below(to, file)}`, { from: tree.taken[file] ?? `${from}/${file}` });
        }
        for (const [link, target] of Object.entries(tree.links)) {
            links[below(to, link)] = target;
        }
    }
    entries.set(`${name}/links.json`, { text: `${JSON.stringify(links, undefined, 2)}\n` });
}
