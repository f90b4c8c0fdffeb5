import droppedModules from "../../../verify/imports/dropped_modules.json";
import { normalizedName } from "../../plan/requirements-file";
import { bringing } from "./bringing";
import type { Cause } from "./cause";
import { failedPackage } from "./failed-package";
import { needs } from "./needs";
import { compilerPackages, systemPackages } from "./system-packages";

/** Modules of setuptools that newer versions of it have no more, with the version that took them away. */
const removed: { [module: string]: string } = {
    pkg_resources: "setuptools<81",
    "setuptools.command.test": "setuptools<72",
};

/** Modules that the standard library has no more, by the version of Python that took them away. */
const dropped: { [version: string]: string[] } = droppedModules;

/** Known causes that lie with what a build from sources finds around it. */
export const sourceCauses: Cause[] = [
    {
        name: "removed-from-setuptools",
        code: "PI2037",
        pattern:
            /No module named '(pkg_resources|setuptools\.command\.test)'|module 'setuptools' has no attribute '(?:Feature|find_namespace)'|use_2to3 is invalid/,
        explain: ([, module], output) => {
            const version = module === undefined ? "setuptools<58" : removed[module];
            const missing =
                module === undefined ? "what setuptools has no more" : `${module}, which setuptools has no more`;
            return (
                `The build of ${subject(output)} needs ${missing}. ` +
                `Have it built with an older one: \`buildConstraints: ["${version}"]\`.`
            );
        },
    },
    {
        name: "dropped-from-python",
        code: "PI2040",
        pattern: new RegExp(`ModuleNotFoundError: No module named '(${Object.values(dropped).flat().join("|")})[.']`),
        explain: ([, module = ""], output) => {
            const [since = ""] = Object.entries(dropped).find(([, modules]) => modules.includes(module)) ?? [];
            const before = since.replace(/\d+$/, (minor) => String(Number(minor) - 1));
            return (
                `The build of ${subject(output)} needs ${module}, which Python has no more since ${since}. ` +
                `Ask for a newer version of it, or give \`pythonVersion: "${before}"\`.`
            );
        },
    },
    {
        name: "undeclared-import",
        code: "PI2038",
        pattern:
            /ModuleNotFoundError: No module named '([\w.]+)'(?=[\s\S]*(?:get_requires_for_build|prepare_metadata|build_wheel|build_editable|egg_info|Getting requirements to build|Failed to build|Failed building|setup\.py|hint:))/,
        explain: ([, module = ""], output) => {
            const name = failedPackage(output) ?? "…";
            const top = module.replace(/\..*/, "");
            return (
                `The build of ${subject(output)} imports ${top} without saying that it needs it. Build it where that is installed: ` +
                `\`noBuildIsolation: ["${name}"]\`, with ${top}'s package among the requirements; or take a version that has a wheel.`
            );
        },
    },
    {
        name: "executable-stack",
        code: "PI2039",
        pattern: /([\w.+-]+\.so[\w.]*): cannot enable executable stack/,
        explain: ([, library]) =>
            `${library} wants an executable stack, which the C library of Debian 13 refuses. ` +
            'Take a newer version of its package, or an image of Debian 12: `builderImage` and `runtimeImage: "python:3.13-slim-bookworm"`.',
    },
    {
        name: "newer-python",
        code: "PI2040",
        pattern:
            /(longintrepr\.h|PyUnicode_(?:AS_UNICODE|GET_SIZE|AS_DATA)|_PyUnicode_Ready|ob_digit|_PyLong_AsByteArray|_PyInterpreterState_Get|PyEval_CallObject|tp_print|the configured Python interpreter version \([\d.]+\) is newer than PyO3's maximum supported version|PyFrameObject.*has no member|_Py_HashDouble|implicit declaration of function .(?:_Py|Py[A-Z])\w+|.(?:_Py|Py[A-Z])\w+. was not declared in this scope|.Py[A-Z]\w+. (?:\{aka [^}]*\} )?has no member named|has no member named .(?:ob_|tp_|co_|f_)\w+)/,
        explain: (_, output) =>
            `The sources of ${subject(output)} are older than this Python, and do not compile with it. ` +
            "Ask for a newer version of it, or give an older `pythonVersion`.",
    },
    {
        name: "missing-header",
        code: "PI2009",
        pattern:
            /(fatal error: '?([\w/.+-]+\.h(?:pp)?)'?:? (?:No such file|file not found)|\b((?:pg|mysql|mariadb|krb5|curl|gdal|geos|nc|cups|mecab)[_-]config) (?:executable )?(?:is )?not found|(?:No such file or directory: |Could not run |command ')'?((?:pg|mysql|mariadb|krb5|curl|gdal|geos|nc|cups|mecab)[_-]config)|(?:Package|No package) '?"?([\w.+-]+)'?"?,? (?:was not found|found|required by)|(libxml2|libxslt) development packages|(?:pkg-config|pkgconf) (?:--exists |.*?)\b([\w.+-]+)' returned non-zero|Dependency "?([\w.+-]+)"? not found, tried pkg|Could NOT find (\w+))/,
        explain: ([, , ...found], output) => {
            const wanted = found.find((one) => one !== undefined) ?? "a header";
            const who = failedPackage(output) ?? "A package";
            // Often the package and the library have one name.
            const library = /\.|[_-]config$/.test(wanted) ? wanted : `the library ${wanted}`;
            const said = `${who} is built from source and misses ${library}. ${addition(wanted, output)}`;
            // Whoever asks for a build without requirements wants no compiler.
            const isBinary = /[-_]binary\b/.test(who);
            return isBinary
                ? `${said} Or take a version of ${who} that has a wheel for this Python, or a \`pythonVersion\` that it has one for.`
                : said;
        },
    },
    {
        name: "missing-compiler",
        code: "PI2010",
        pattern:
            /(No such file or directory: '(?:[\w-]*-)?(?:gcc|cc|g\+\+|c\+\+|clang|cargo)'|command '?[\w-]*(?:gcc|cc|g\+\+|clang|cargo)'? failed: No such file|error: can't find Rust compiler|(?:gcc|cc|g\+\+|cargo|rustc): (?:command )?not found|linker `cc` not found|Unknown compiler)/,
        explain: ([text = ""], output) =>
            `A package has no wheel for this image and needs a compiler that the builder lacks (${text.trim()}). ` +
            `Name the packages that bring it (\`buildPackages: [${compilerPackages(output)}]\`, "cargo" for Rust), or choose a version that has a wheel.`,
    },
    {
        name: "missing-program",
        code: "PI2041",
        pattern:
            /No such file or directory: '([\w.+-]+)'|\b(?:ba|da)?sh: (?:\d+: |line \d+: )?([\w.+-]+): (?:command )?not found|Problem with the (CMake) installation|Could not find "?(cmake|ninja|swig|gfortran|protoc)"? executable|(?:error: )?unable to execute '([\w+-]+)'|Program '?([\w+-]+)'? (?:found: NO|not found)/,
        explain: ([, ...found], output) => {
            const program = (found.find((one) => one !== undefined) ?? "").replace("CMake", "cmake");
            return `The build of ${subject(output)} runs ${program}, which the builder lacks. ${addition(program, output)}`;
        },
    },
];

function subject(output: string): string {
    return failedPackage(output) ?? "a package";
}

/** Names all that the package is known to need, or else what brings the one thing that was missed. */
function addition(wanted: string, output: string): string {
    const known = needs[normalizedName(failedPackage(output) ?? "")] ?? [];
    const one = bringing[wanted];
    const all = one === undefined ? known : [...known, one];
    if (all.length === 0) {
        return 'Name the system package that has it: `buildPackages: ["…-dev"]`.';
    }
    const names = systemPackages(all, output);
    return `Add ${names.includes(",") ? "them" : "it"}: \`buildPackages: [${names}]\`.`;
}
