import { Installer } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import { isInstalledNatively } from "../plan/native-installation";
import { mountRoot } from "./run";
import { expandedWord, shellWord } from "./word";

/** Where the installers of the build live, mounted into the steps that use them. */
export const installerHome = "/opt/python-image";
/** The program uv. */
export const uv = `${installerHome}/bin/uv`;

const constraintsFile = `${mountRoot}/build-constraints.txt`;
const namesFile = `${mountRoot}/without-isolation.txt`;
const needsFolder = `${mountRoot}/build-needs`;

/** What a `pip install` is asked for. */
export interface Wanted {
    /** Path of a requirements file in the step. */
    file?: string;
    /** Whether each requirement of the file has to have a hash. */
    hashed?: boolean;
    /** Whether the file names all that its requirements need in turn. */
    isResolved?: boolean;
    /** Options that choose from the file: extras and groups. */
    chosen?: string[];
    packages?: string[];
    /** Path of a file that constrains versions. */
    constraints?: string;
}

/** Writes the files that the commands of this step read: constraints of builds, names of packages. */
export function installFiles({ buildConstraints, noBuildIsolation, installer, dependencies }: BuildPlan): string[] {
    const isUv = installer === Installer.Uv || ["pylock", "pyproject"].includes(dependencies.format);
    const listsNames = isUv && dependencies.format !== "uv";
    const write = (lines: string[], file: string) =>
        lines.length === 0 ? [] : [`printf '%s\\n' ${lines.map(shellWord).join(" ")} >${file}`];
    return [...write(buildConstraints, constraintsFile), ...write(listsNames ? noBuildIsolation : [], namesFile)];
}

/** Commands that install what is wanted: what is built without isolation comes after all others, which it may import. */
export function pipInstall(plan: BuildPlan, wanted: Wanted): string[] {
    const command = [pip(plan), words(wanted)].join(" ");
    if (plan.noBuildIsolation.length === 0) {
        return [attempt(plan, command)];
    }
    if (plan.installer === Installer.Uv) {
        return [
            attempt(plan, `${command} --excludes ${namesFile}`),
            buildNeeds(plan),
            attempt(plan, withNeeds(`${command} ${withoutIsolation(plan)}`)),
        ];
    }
    const others = `${mountRoot}/others.txt`;
    const packages = (wanted.packages ?? []).filter((one) => !isAmong(plan.noBuildIsolation, one));
    const names = plan.noBuildIsolation.join(" ");
    const unconstrained = pip({ ...plan, buildConstraints: [] });
    return [
        ...(wanted.file === undefined
            ? []
            : [`python3 -I ${mountRoot}/tools/leave_out.py ${wanted.file} ${names} >${others}`]),
        ...(wanted.file === undefined && packages.length === 0
            ? []
            : [attempt(plan, `${pip(plan)} ${words({ ...wanted, packages, ...(wanted.file && { file: others }) })}`)]),
        buildNeeds(plan),
        attempt(plan, withNeeds(`${unconstrained} --no-build-isolation ${words(wanted)}`)),
        // What the build found among its needs, pip has taken for installed.
        attempt(plan, command),
    ];
}

/** The beginning of a `pip install`. */
export function pip(plan: BuildPlan): string {
    const constraints = plan.buildConstraints.length === 0 ? [] : [`--build-constraint ${constraintsFile}`];
    if (plan.installer === Installer.Uv) {
        const options = [
            ...(plan.dependencies.prereleases ? ["--prerelease allow"] : []),
            ...(plan.torchBackend === undefined ? [] : [`--torch-backend ${shellWord(plan.torchBackend)}`]),
            ...constraints,
        ];
        return [`${uv} pip install ${uvTarget(plan)}`, ...options].join(" ");
    }
    const own = plan.installers.preferred.some((one) => one.startsWith("pip=="));
    const python = `${plan.environment}/bin/python`;
    const program = own ? `${installerHome}/bin/python -m pip --python ${python}` : `${python} -m pip`;
    return [`${program} install --no-compile --progress-bar off`, ...constraints].join(" ");
}

/** Has uv install into the environment. */
export function uvTarget(plan: BuildPlan): string {
    return `--python ${plan.environment}/bin/python`;
}

function words({ file, hashed, isResolved, chosen = [], packages = [], constraints }: Wanted): string {
    return [
        ...(hashed ? ["--require-hashes"] : []),
        ...(isResolved ? ["--no-deps"] : []),
        ...(file === undefined ? [] : [`-r ${file}`]),
        ...(constraints === undefined ? [] : [`-c ${constraints}`]),
        ...chosen,
        ...packages.map(expandedWord),
    ].join(" ");
}

/** What uv is told of packages that are built without isolation. */
export function withoutIsolation({ noBuildIsolation }: BuildPlan): string {
    return noBuildIsolation.map((name) => `--no-build-isolation-package ${name}`).join(" ");
}

/**
 * Puts beside the environment what nearly every build needs and few declare, unless it is in the environment: so nothing of it
 * has to be taken out again.
 */
export function buildNeeds(plan: BuildPlan): string {
    const constraints = plan.buildConstraints.length === 0 ? "" : ` -c ${constraintsFile}`;
    const plain = { ...plan, buildConstraints: [], torchBackend: undefined };
    const command = `${pip(plain)} --target ${needsFolder}${constraints} setuptools wheel`;
    return `{ ${plan.environment}/bin/python -c 'import setuptools, wheel' 2>/dev/null || ${command}; }`;
}

/** Runs a command that sees the needs of builds. */
export function withNeeds(command: string): string {
    return `env PYTHONPATH=${needsFolder} ${command}`;
}

function isAmong(names: string[], specifier: string): boolean {
    const name = /^[A-Za-z0-9._-]+/.exec(specifier)?.[0] ?? "";
    return names.includes(name.toLowerCase().replace(/[-_.]+/g, "-"));
}

/** Runs `command` with wheels alone, and with a compiler only if that fails for want of a wheel. */
export function attempt(plan: BuildPlan, command: string, fromSource = plan.dependencies.remotes.length > 0): string {
    const flags = [
        ...(isInstalledNatively(plan) ? [`--for ${plan.platform} `] : []),
        ...(fromSource ? ["--from-source "] : []),
    ];
    return `sh ${mountRoot}/tools/wheels-first.sh ${flags.join("")}${shellWord(plan.buildPackages.join(" ") || "-")} ${command}`;
}
