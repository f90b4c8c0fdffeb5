import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { beginning, explain } from "../support/failed-step";

describe("what no index has is told with the way", () => {
    const none = (name: string) =>
        `  × No solution found when resolving dependencies:\n  ╰─▶ Because ${name} was not found in the package registry and you require ${name}, …`;
    for (const [what, output, says] of [
        [
            "Python itself",
            none("python"),
            "No package index has python. The version of Python is the argument `pythonVersion`: remove the line.",
        ],
        [
            "Debian's mistake",
            none("pkg-resources"),
            "No package index has pkg-resources. `pip freeze` of some Debian releases writes it by mistake: remove the line.",
        ],
        [
            "PyTorch for one processor",
            "Because there is no version of torch==2.6.0+cpu and you require torch==2.6.0+cpu",
            'No package index has torch==2.6.0+cpu. Builds of PyTorch for a processor have an index of their own: ask for the version without `+…`, and give `torchBackend: "cpu"` (or `cu128`…).',
        ],
        [
            "an archive elsewhere",
            "error: Failed to fetch: `https://example.org/six/1.17.0.zip`\n  Caused by: client error (Connect)",
            "https://example.org/six/1.17.0.zip, which a requirement or a lock file names, cannot be reached from the build. Check the URL and the network; set HTTPS_PROXY if there is a proxy.",
        ],
        [
            "a project that a newer Cython does not compile",
            "error: Failed to build `fast @ file:///fast`\n  Cython.Compiler.Errors.CompileError: src/fast.py",
            'fast is a project of your own, and its build fails: Cython.Compiler.Errors.CompileError: src/fast.py. Its build takes the newest versions that `build-system.requires` admits: `buildConstraints` names others, such as `["cython==3.1.4"]`.',
        ],
        [
            "sources that are older than this Python",
            "error: Failed to build `multidict==6.0.4`\n  multidict.c:4:9: error: implicit declaration of function '_PyArg_ParseStackAndKeywords'",
            "The sources of multidict are older than this Python, and do not compile with it. Ask for a newer version of it, or give an older `pythonVersion`.",
        ],
        [
            "a wheel alone that is built",
            "error: Failed to build `psycopg2-binary==2.9.3`\n  Error: pg_config executable not found.",
            'psycopg2-binary is built from source and misses pg_config. Add it: `buildPackages: ["libpq-dev"]`. Or take a version of psycopg2-binary that has a wheel for this Python, or a `pythonVersion` that it has one for.',
        ],
        [
            "a project whose readme is missing",
            "  × Failed to build `lib @ file:///lib`\n  Traceback (most recent call last):\n  OSError: Readme file does not exist: README.md",
            "lib is a project of your own, and its build fails: OSError: Readme file does not exist: README.md. What lies outside of its directory, and its Git history, are not there.",
        ],
    ] as const) {
        test(what, () => assert.equal(explain(output).split("\n")[0], beginning + says));
    }
});
