import type { Cause } from "./cause";

/** Known causes that lie with system packages, and with what is built. */
export const projectCauses: Cause[] = [
    {
        name: "no-system-package",
        code: "PI2022",
        pattern:
            /Unable to locate package (\S+)|(\S+) \(no such package\)|Package '(\S+)' has no installation candidate/,
        explain: ([, debian, alpine, obsolete]) =>
            `The image's distribution has no system package ${debian ?? alpine ?? obsolete}. ` +
            "Check the spelling in `buildPackages` and `runtimePackages`, and the names of this release.",
    },
    {
        name: "version-from-git",
        code: "PI2023",
        pattern: /unable to detect version|setuptools[-_]scm was unable/i,
        explain: () =>
            "A project takes its version from its Git history, which is not sent to the build. " +
            'Give it: `buildEnvironment: { SETUPTOOLS_SCM_PRETEND_VERSION: "1.2.3" }` (setuptools-scm and hatch-vcs), or give its ' +
            "version tool a fallback: `fallback_version`, `raw-options.fallback_version`.",
    },
    {
        name: "no-project",
        code: "PI2024",
        pattern: /neither `pyproject\.toml` nor `setup\.py`|Neither 'setup\.py' nor 'pyproject\.toml' found/,
        explain: () =>
            "A directory that a requirement names is no project to installers: it has neither `pyproject.toml` nor `setup.py`. Beside a " +
            '`setup.cfg` these lines are enough: `[build-system]`, `requires = ["setuptools"]`, `build-backend = "setuptools.build_meta"`.',
    },
    {
        name: "own-project-fails",
        code: "PI2024",
        pattern: /Failed to build `([\w.-]+) @ file:/,
        explain: ([, name], output) => {
            const [, why] = /^\s*(?:cause: )?((?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception): .+)$/m.exec(output) ?? [];
            const said = why === undefined ? ". The lines below tell why" : `: ${why.replace(/\.$/, "")}`;
            const isCompiled =
                /CompileError|CythonError|CompilerError|command '[^']*(?:cc|\+\+|clang)[^']*' failed/.test(output);
            const advice = isCompiled
                ? "Its build takes the newest versions that `build-system.requires` admits: `buildConstraints` names others, " +
                  'such as `["cython==3.1.4"]`.'
                : "What lies outside of its directory, and its Git history, are not there.";
            return `${name} is a project of your own, and its build fails${said}. ${advice}`;
        },
    },
    {
        name: "sources-fail",
        code: "PI2025",
        pattern:
            /Failed to build `?([\w.-]+(?:==[\w.]+)?)|Failed building wheel for (\S+)|Failed to build installable wheels for .*?\((.+?)\)/,
        explain: ([, uv, pip, others]) =>
            `${uv ?? pip ?? others} has no wheel for this image, and building it from its sources fails. ` +
            "Choose a version with a wheel for this Python, or name what its build needs in `buildPackages`.",
    },
];
