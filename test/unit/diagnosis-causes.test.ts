import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { beginning, explain } from "../support/failed-step";
import { recorded } from "../support/recorded-builds";

describe("each cause has a sentence of its own, with what to do", () => {
    const spelling = "Ask for a version that exists, and check the name's spelling and the index.";
    const certificate =
        "A certificate was not trusted: something on the way, such as a company's proxy, inspects TLS. " +
        'Give its authority in `caCertificates: ["company-ca.pem"]`; it is trusted while building only.';
    const lock = "Lock the requirements again, and find out who changed the file: an index may serve another one.";
    const reach =
        "Check the URL and the network; set HTTPS_PROXY if there is a proxy, and `index.url` if there is a mirror.";
    const login =
        "The package index refused the login, or wants one. Check `index.username` and `index.password`, and that they may read " +
        "the package. An index may also answer so for a package that it does not have: then name the one that has it in " +
        "`index.url`, and this one in `index.extraUrls`.";
    const git = 'A requirement comes from a Git repository, and the builder has no Git. Add `buildPackages: ["git"]`.';
    const compiler = (what: string) =>
        `A package has no wheel for this image and needs a compiler that the builder lacks (${what}). ` +
        'Name the packages that bring it (`buildPackages: ["gcc", "libc6-dev"]`, "cargo" for Rust), or choose a version that has a wheel.';
    const noPackage =
        "The image's distribution has no system package no-such-package. " +
        "Check the spelling in `buildPackages` and `runtimePackages`, and the names of this release.";
    const mirror = (url: string, why: string) =>
        `The distribution's packages at ${url} cannot be had from the build (${why}). ` +
        "Check the network; set HTTP_PROXY and HTTPS_PROXY if there is a proxy, and `caCertificates` if that inspects TLS.";
    const contradiction =
        "The requirements contradict each other about urllib3. Loosen one of them; the lines below tell which want what.";
    const noPackageAtAll =
        "No package index that was asked has pulumi-python-image-does-not-exist. Check the name's spelling, and `index`.";
    const sentences: { [name in keyof typeof recorded]: string } = {
        uvNoVersion: `No version fits what the requirements ask for: six==99. ${spelling}`,
        pipNoVersion: `No version fits what the requirements ask for: six==99. Versions there are: 1.17.0, 1.16.0, 1.15.0. ${spelling}`,
        uvNoPackage: noPackageAtAll,
        pipNoPackage: noPackageAtAll,
        uvOtherPython:
            "No version of numpy==2.4.6 fits this Python. Change `pythonVersion`, or ask for a version that supports it.",
        pipOtherPython:
            "No version of numpy==2.4.6 fits this Python. Versions there are: 2.0.2, 2.0.1. " +
            "Change `pythonVersion`, or ask for a version that supports it.",
        uvConflict: contradiction,
        pipConflict: contradiction,
        uvHash: `A download does not have the hash that the requirements demand (six==1.17.0). ${lock}`,
        pipHash: `A download does not have the hash that the requirements demand (six-1.17.0-py2.py3-none-any.whl). ${lock}`,
        uvRefused: `The package index at http://127.0.0.1:9/simple/six/ cannot be reached from the build. ${reach}`,
        pipRefused: `The package index at http://127.0.0.1:9/simple cannot be reached from the build. ${reach}`,
        uvNoHost: `The package index at http://packages.invalid/simple/six/ cannot be reached from the build. ${reach}`,
        pipNotTrusted:
            "pip takes nothing from an index without HTTPS, such as packages.invalid. " +
            "Give `index.url` with https, or use Installer.Uv.",
        uvFails:
            "The package index failed: http://127.0.0.1:18500/simple/six/ answered 503 Service Unavailable. " +
            "Try again later, or name a mirror in `index.url`.",
        uvTls: certificate,
        pipTls: certificate,
        uvUnauthorized: login,
        uvForbidden: login,
        uvNoGit: git,
        pipNoGit: git,
        uvNoCompiler: compiler("No such file or directory: 'gcc'"),
        pipNoCompiler: compiler("command 'x86_64-linux-gnu-gcc' failed: No such file"),
        uvNoLinker: compiler("linker `cc` not found"),
        uvLdap:
            "python-ldap is built from source and misses lber.h. " +
            'Add them: `buildPackages: ["libldap2-dev", "libsasl2-dev"]`.',
        uvMysql:
            'A package is built from source and misses the library mysqlclient. Add it: `buildPackages: ["libmariadb-dev"]`.',
        pgConfig: 'A package is built from source and misses pg_config. Add it: `buildPackages: ["libpq-dev"]`.',
        unknownHeader:
            "A package is built from source and misses frobnicate/all.h. " +
            'Name the system package that has it: `buildPackages: ["…-dev"]`.',
        brokenBuild:
            "docopt==0.6.2 has no wheel for this image, and building it from its sources fails. " +
            "Choose a version with a wheel for this Python, or name what its build needs in `buildPackages`.",
        uvNoPlatform:
            "torch has neither a wheel for this image's platform (musllinux_1_2_x86_64) nor sources. " +
            "Choose another package, or `Base.Slim`: more packages have wheels for glibc than for musl.",
        uvNoAbi:
            "torch==2.4.1 has neither a wheel for this Python (cp313) nor sources. " +
            "Change `pythonVersion`, or ask for a version that supports it.",
        noSystemPackage: noPackage,
        noAlpinePackage: noPackage,
        aptUnreachable: mirror(
            "http://mirror.invalid/debian/dists/trixie/InRelease",
            "Temporary failure resolving 'mirror.invalid'",
        ),
        aptRefused: mirror(
            "http://mirror.invalid/debian/dists/trixie/InRelease",
            "Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused)",
        ),
        apkUnreachable: mirror("https://mirror.invalid/alpine/v3.22/main", "DNS lookup error"),
    };
    for (const [name, sentence] of Object.entries(sentences)) {
        test(name, () => {
            const [first, second] = explain(recorded[name as keyof typeof recorded]).split("\n");
            assert.equal(first, beginning + sentence);
            assert.equal(second, "Last lines of its output:");
        });
    }

    test("a range that no version is in is no contradiction", () => {
        const cause = (line: string) =>
            explain(`  cause: ${line}, we can conclude that your requirements are unsatisfiable.`).split("\n")[0];
        assert.equal(
            cause("Because only numpy<=2.5.5 is available and you require numpy>=3"),
            `${beginning}No version fits what the requirements ask for: numpy>=3. The newest is 2.5.5. Ask for a version that exists.`,
        );
        assert.equal(
            cause("Because only six<=1.17.0 is available and your project depends on six>=2,<3"),
            `${beginning}No version fits what the requirements ask for: six>=2. The newest is 1.17.0. Ask for a version that exists.`,
        );
        const two = cause("Because only b<=1 is available and a==1 depends on b>=2 and you require a==1");
        assert.match(two ?? "", /contradict each other about b/);
    });

    test("of many versions the newest are named", () => {
        const numbers = Array.from({ length: 30 }, (_, place) => `1.${place}`);
        const pip = `ERROR: Could not find a version that satisfies the requirement six==99 (from versions: ${numbers.join(", ")})`;
        const newest = "1.29, 1.28, 1.27, 1.26, 1.25, 1.24, 1.23, 1.22, and 22 older ones";
        assert.match(explain(pip), new RegExp(`Versions there are: ${newest}\\.`));
        const listed = `No solution found\nthere is no version of six==99\nPYTHON_IMAGE_VERSIONS=${numbers.reverse().join(", ")}`;
        assert.match(explain(listed), new RegExp(`Versions there are: ${newest}\\.`));
    });

    test("pip tells in a warning alone that an index wants a login", () => {
        const output = [
            "WARNING: 401 Error, Credentials not correct for http://127.0.0.1:8080/simple/team-lib/",
            "ERROR: Could not find a version that satisfies the requirement team-lib (from versions: none)",
            "ERROR: No matching distribution found for team-lib",
        ];
        assert.equal(explain(output.join("\n")).split("\n")[0], beginning + login);
    });

    test("sources in C++ that are older than this Python are told", () => {
        for (const line of [
            "src/greenlet/TPythonState.cpp:266:34: error: ‘_PyCFrame’ was not declared in this scope; did you mean ‘_frame’?",
            "error: ‘PyThreadState’ {aka ‘struct _ts’} has no member named ‘trash’",
        ]) {
            assert.match(
                explain(`Failed to build \`greenlet==3.0.1\`\n${line}`),
                /The sources of greenlet are older than this Python/,
            );
        }
    });

    test("a directory that is no project is told, with what makes it one", () => {
        const uv =
            "Failed to build `tool @ file:///tmp/x`\n  cause: `/tmp/x` does not appear to be a Python project, as neither `pyproject.toml` nor `setup.py` are present in the directory";
        const pip = "ERROR: Directory './x' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.";
        for (const output of [uv, pip]) {
            assert.match(explain(output), /is no project to installers: .*`requires = \["setuptools"\]`/);
        }
    });

    test("files that the engine has lost are its own fault", () => {
        const error = 'failed to read downloaded context: Get "http://build-context-1": context not found';
        assert.match(
            explain("", { step: "[internal] load remote build context", error }),
            /by a fault of its own\. Run `pulumi up` again/,
        );
    });

    test("on Alpine the packages have Alpine's names", () => {
        const names = (output: string) => /`buildPackages: \[(.*?)\]`/.exec(explain(output))?.[1];
        const header = "src/x.c:1:10: fatal error: zlib.h: No such file or directory";
        assert.equal(names(header), '"zlib1g-dev"');
        assert.equal(names(`${header}\nPYTHON_IMAGE_PACKAGES=apk`), '"zlib-dev"');
        assert.equal(names(`${recorded.pgConfig}\nPYTHON_IMAGE_PACKAGES=apk`), '"libpq-dev"');
        assert.equal(names(`${recorded.uvNoCompiler}\nPYTHON_IMAGE_PACKAGES=apk`), '"build-base"');
    });

    const disk =
        "The engine's disk is full. `docker system df` tells what takes it; `docker builder prune` frees the cache of builds, " +
        "`docker image prune` images that nothing names.";
    const memory =
        "The step was killed for want of memory. Give the Docker Engine more memory, or build fewer images at once.";
    for (const [text, sentence] of [
        ["OSError: [Errno 28] No space left on device", disk],
        ["write /usr/lib/x.so: no space left on device", disk],
        ["Killed", memory],
        ["OSError: [Errno 12] Cannot allocate memory", memory],
        ["MemoryError", memory],
    ] as const) {
        test(text, () => assert.equal(explain(text).split("\n")[0], beginning + sentence));
    }

    const python = (asked: string) =>
        `The project asks for Python ${asked}, which the image's is not. Give a \`pythonVersion\` that fits.`;
    const history =
        "A project takes its version from its Git history, which is not sent to the build. " +
        'Give it: `buildEnvironment: { SETUPTOOLS_SCM_PRETEND_VERSION: "1.2.3" }` (setuptools-scm and hatch-vcs), or give its ' +
        "version tool a fallback: `fallback_version`, `raw-options.fallback_version`.";
    const own =
        "lib is a project of your own, and its build fails: OSError: Readme file does not exist: README.md. " +
        "What lies outside of its directory, and its Git history, are not there.";
    for (const [text, sentence] of [
        [
            "error: No interpreter found for Python >=3.11, <3.13 in managed installations or search path",
            python(">=3.11, <3.13"),
        ],
        [
            "error: The requested interpreter resolved to Python 3.13.5, which is incompatible with the project's Python requirement: `>=3.11, <3.13` (from `project.requires-python`)",
            python(">=3.11, <3.13"),
        ],
        [
            "x Failed to build `app @ file:///x`\nLookupError: setuptools-scm was unable to detect version for /x.",
            history,
        ],
        ["x Failed to build `lib @ file:///x/0/lib`\nOSError: Readme file does not exist: README.md", own],
        [
            "fatal: unable to access 'https://git.invalid/x.git/': Could not resolve host: git.invalid",
            "The Git server at https://git.invalid cannot be reached: Could not resolve host: git.invalid. " +
                "Check the address of the requirement, and set HTTPS_PROXY if there is a proxy.",
        ],
    ] as const) {
        test(text, () => assert.equal(explain(text).split("\n")[0], beginning + sentence));
    }

    test("a step that the system killed", () => {
        const error = "process did not complete successfully: exit code: 137";
        assert.equal(explain("", { error }), beginning + memory);
    });
});
