import type { ImageShape } from "../args";
import { Base, Bytecode, Compression, Installer, Prune, Strategy } from "../choices";
import { checkApplication } from "./check-application";
import { PLATFORM } from "./check-platforms";
import type { Problems } from "./problem";

/** Highest user or group id that a container can have. */
const mostId = 2 ** 31 - 1;

/** Checks each argument that can be judged by itself. */
export function checkValues(args: ImageShape, problems: Problems): void {
    checkChoices(args, problems);
    checkPattern(
        "pythonVersion",
        args.pythonVersion,
        /^3\.\d+(\.\d+)?$/,
        "`major.minor` or `major.minor.patch`",
        'A moving version such as "3" or "latest" gives other images for the same input: name one, "3.13".',
        problems,
    );
    if (/^3\.[0-8](\.\d+)?$/.test(args.pythonVersion ?? "")) {
        problems.add("pythonVersion", "3.9 or newer", args.pythonVersion, "What older ones run cannot be proven.");
    }
    checkPattern(
        "platform",
        args.platform,
        PLATFORM,
        "one `linux/<architecture>`",
        'Use "linux/amd64" or "linux/arm64".',
        problems,
    );
    checkPattern(
        "user",
        args.user,
        /^\d+(:\d+)?$/,
        "a numeric `uid` or `uid:gid`",
        'Give numbers, such as "10001:10001": names cannot be checked by Kubernetes\' runAsNonRoot.',
        problems,
    );
    if (/^[\d:]+$/.test(args.user ?? "") && args.user?.split(":").some((id) => Number(id) > mostId)) {
        problems.add("user", `ids of at most ${mostId}`, args.user, "Engines and kernels know no others.");
    }
    checkPattern(
        "venvName",
        args.venvName,
        /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
        "letters, digits, `.`, `_` and `-`",
        "It is the last part of the path: /opt/<venvName>.",
        problems,
    );
    checkPattern("workdir", args.workdir, /^\/[^\0]*$/, "an absolute path", 'Begin it with "/".', problems);
    for (const [place, port] of (args.ports ?? []).entries()) {
        if (!Number.isInteger(port) || port < 1 || port > 65535) {
            problems.add(`ports[${place}]`, "a whole number from 1 to 65535", port, "Only TCP ports can be given.");
        }
    }
    checkApplication(args, problems);
    for (const name of ["buildPackages", "runtimePackages"] as const) {
        for (const [place, one] of (args[name] ?? []).entries()) {
            checkPattern(
                `${name}[${place}]`,
                one,
                /^[A-Za-z0-9][A-Za-z0-9+.:=~_-]*$/,
                "the name of a system package",
                'Give each package by itself: ["gcc", "libpq-dev"].',
                problems,
            );
        }
    }
    for (const [place, module] of (args.importCheck ?? []).entries()) {
        checkPattern(
            `importCheck[${place}]`,
            module,
            /^[\p{ID_Start}_]\p{ID_Continue}*(\.[\p{ID_Start}_]\p{ID_Continue}*)*$/u,
            "the name of a module",
            "Modules are named as in an import statement.",
            problems,
        );
    }
}

function checkPattern(
    where: string,
    value: string | undefined,
    form: RegExp,
    expected: string,
    remedy: string,
    problems: Problems,
): void {
    if (value !== undefined && !form.test(value)) {
        problems.add(where, expected, value, remedy);
    }
}

function checkChoices(args: ImageShape, problems: Problems): void {
    const shaping = { base: Base, strategy: Strategy, installer: Installer, prune: Prune, bytecode: Bytecode };
    const choices = { ...shaping, compression: Compression };
    for (const [name, choice] of Object.entries(choices)) {
        const value = args[name as keyof typeof choices];
        const allowed: string[] = Object.values(choice);
        if (value !== undefined && !allowed.includes(value)) {
            problems.add(name, `one of ${allowed.join(", ")}`, value, "Use the constants of the same name.");
        }
    }
    if (args.base !== undefined && args.builderImage !== undefined && args.runtimeImage !== undefined) {
        problems.add("base", "no base beside both `builderImage` and `runtimeImage`", args.base, "Leave out `base`.");
    }
}
