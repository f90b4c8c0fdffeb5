import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ImageShape } from "../../components/python-image/args";
import { Problems } from "../../components/python-image/plan/problem";
import { readToml } from "../../components/python-image/plan/tables";
import { filesOf, problemsOf, type Texts } from "../support/plan-files";

const counted = "Paths count from the file that names them, or from a directory above it, where pip is run.";
const nested = "Its path counts from the file that has this line.";

describe("the file of requirements", () => {
    const known =
        "requirements: expected a requirements file, `pyproject.toml`, `pylock.toml`, `uv.lock`, `poetry.lock` or `Pipfile.lock`";
    const lock = "Give its path relative to the Pulumi program.";
    const cases: [string, ImageShape, Texts, string[]][] = [
        [
            "neither a file nor packages",
            {},
            { "other.txt": "six" },
            [
                "requirements: expected a requirements file, or `packages`, got neither, and there is no requirements.txt. Give one of the two.",
            ],
        ],
        [
            "no packages in the list",
            { packages: [] },
            {},
            [
                "requirements: expected a requirements file, or `packages`, got neither, and there is no requirements.txt. Give one of the two.",
            ],
        ],
        [
            "a program in Python that does not name the file",
            {},
            { "requirements.txt": "pulumi>=3.200,<4\nsix\n" },
            [
                "requirements: expected those of the image, got the program's own requirements.txt, which asks for pulumi. " +
                    "Give their file, or this one if it is meant.",
            ],
        ],
        [
            "a missing file",
            { requirements: "missing.txt" },
            {},
            [`requirements: expected a requirements file, got missing.txt, which does not exist. ${lock}`],
        ],
        [
            "a file above the program that does not exist",
            { requirements: "../services/missing.txt" },
            {},
            [`requirements: expected a requirements file, got ../services/missing.txt, which does not exist. ${lock}`],
        ],
        [
            "a directory",
            { requirements: "deps" },
            { "deps/six.txt": "" },
            [`${known}, got deps, which is a directory. It holds none of these.`],
        ],
        [
            "an empty file",
            { requirements: "requirements.txt" },
            { "requirements.txt": "" },
            [
                "requirements: expected at least one requirement in requirements.txt, got none. Name the packages to install in it.",
            ],
        ],
        [
            "a file of comments, options and constraints",
            { requirements: "requirements.txt" },
            { "requirements.txt": "# none\r\n\n--no-index\n-c limits.txt\n", "limits.txt": "six==1" },
            [
                "requirements: expected at least one requirement in requirements.txt, got none. Name the packages to install in it.",
            ],
        ],
        [
            "a directory of archives that does not exist",
            { requirements: "requirements.txt" },
            { "requirements.txt": "six\n-f wheels\n" },
            [
                'requirements (requirements.txt): expected --find-links with a URL or the relative path of a directory, got "wheels". ' +
                    "Paths count from the requirements file that names them.",
            ],
        ],
        [
            "an empty path",
            { requirements: " " },
            {},
            ['requirements: expected the path of a file, got " ". Leave it out, or give a path.'],
        ],
        [
            "a file of another kind",
            { requirements: "deps.json" },
            { "deps.json": "" },
            [`${known}, got "deps.json". The kind of file is told apart by its name.`],
        ],
        [
            "a missing lock file",
            { requirements: "api/uv.lock" },
            {},
            [`requirements: expected a lock file, got api/uv.lock, which does not exist. ${lock}`],
        ],
        [
            "a lock file that is a directory",
            { requirements: "poetry.lock" },
            { "poetry.lock/x": "" },
            [`${known}, got poetry.lock, which is a directory. It holds none of these.`],
        ],
        [
            "a lock file without its project",
            { requirements: "api/uv.lock" },
            { "api/uv.lock": "" },
            ["requirements: expected pyproject.toml beside api/uv.lock, got none. Keep the lock file in its project."],
        ],
        [
            "a Pipfile.lock without its Pipfile",
            { requirements: "Pipfile.lock" },
            { "Pipfile.lock": "{}" },
            ["requirements: expected Pipfile beside Pipfile.lock, got none. Keep the lock file in its project."],
        ],
        [
            "extras and groups without a lock file",
            { packages: ["six"], extras: ["a"], groups: ["b"] },
            {},
            [
                "extras: expected a project's file (uv.lock, poetry.lock, Pipfile.lock, pylock.toml, pyproject.toml), got only `packages`. " +
                    "Leave out `extras`, or give such a file as `requirements`.",
                "groups: expected a project's file (uv.lock, poetry.lock, Pipfile.lock, pylock.toml, pyproject.toml), got only `packages`. " +
                    "Leave out `groups`, or give such a file as `requirements`.",
            ],
        ],
        [
            "extras beside a requirements file",
            { requirements: "requirements.txt", extras: ["a"] },
            { "requirements.txt": "six" },
            [
                "extras: expected a project's file (uv.lock, poetry.lock, Pipfile.lock, pylock.toml, pyproject.toml), got requirements.txt. " +
                    "Leave out `extras`, or give such a file as `requirements`.",
            ],
        ],
        [
            "nested files and local projects that do not exist",
            { requirements: "a/requirements.txt" },
            { "a/requirements.txt": "-r b.txt\n-c ../c.txt\n-e ./lib\n" },
            [
                `requirements (a/requirements.txt): expected a requirements file, got a/b.txt, which does not exist. ${nested}`,
                `requirements (a/requirements.txt): expected a requirements file, got c.txt, which does not exist. ${nested}`,
                "requirements (a/requirements.txt): expected a local project, with pyproject.toml, setup.py or setup.cfg in it, got " +
                    `none at \`a/lib\` or \`lib\`. ${counted}`,
            ],
        ],
        [
            "an included file alone that does not exist",
            { requirements: "requirements.txt" },
            { "requirements.txt": "-r base.txt\n" },
            [
                `requirements (requirements.txt): expected a requirements file, got base.txt, which does not exist. ${nested}`,
            ],
        ],
        [
            "a repository as old versions of pip froze it, and a path of Windows",
            { requirements: "requirements.txt" },
            { "requirements.txt": "-e git+git@github.com:a/b.git#egg=b\n-e c:\\lib\n" },
            [
                'requirements (requirements.txt): expected the address of a repository, got "git+git@github.com:a/b.git". ' +
                    "Write `git+ssh://git@github.com/a/b.git`, or with `https`.",
                "requirements (requirements.txt): expected a local project or archive, got c:\\lib, which does not exist. " +
                    "It is a path of one machine, as `pip freeze` writes it: give one that counts from this file, such as `-e .`.",
            ],
        ],
        [
            "repositories by SSH, not editable, in a directory",
            { requirements: "a/r.txt" },
            { "a/r.txt": "git+hg@git.example:a/b.git@v1#egg=b\nb @ git+git@git.example:a/b.git\n" },
            [
                'requirements (a/r.txt): expected the address of a repository, got "git+hg@git.example:a/b.git@v1". ' +
                    "Write `git+ssh://hg@git.example/a/b.git@v1`, or with `https`.",
                'requirements (a/r.txt): expected the address of a repository, got "git+git@git.example:a/b.git". ' +
                    "Write `git+ssh://git@git.example/a/b.git`, or with `https`.",
            ],
        ],
        [
            "paths at which there is nothing to install",
            { requirements: "a/r.txt" },
            { "a/r.txt": "-e .\n./x/notes.txt\nx/b.whl\n", "a/x/notes.txt": "" },
            [
                "requirements (a/r.txt): expected a local project, with pyproject.toml, setup.py or setup.cfg in it, got " +
                    `none at \`a\` or \`.\`. ${counted}`,
                "requirements (a/r.txt): expected a local project, with pyproject.toml, setup.py or setup.cfg in it, got " +
                    `none at \`a/x/notes.txt\` or \`x/notes.txt\`. ${counted}`,
                `requirements (a/r.txt): expected a local archive, got none at \`a/x/b.whl\` or \`x/b.whl\`. ${counted}`,
            ],
        ],
        [
            "paths of Windows, with a drive and without",
            { requirements: "r.txt" },
            { "r.txt": "C:\\src\\lib\nC:/src/lib\n-e .\\lib\n" },
            [
                ...["C:\\src\\lib", "C:/src/lib"].map(
                    (name) =>
                        `requirements (r.txt): expected a local project or archive, got ${name}, which does not exist. It is a ` +
                        "path of one machine, as `pip freeze` writes it: give one that counts from this file, such as `-e .`.",
                ),
                "requirements (r.txt): expected lines that pip and uv read, got a path with backslashes in line 3. Write it with " +
                    "slashes, which Windows reads as well: `./lib`.",
            ],
        ],
        [
            "paths of another machine alone",
            { requirements: "r.txt" },
            { "r.txt": "six @ file:///croot/six/work\n" },
            [
                "requirements (r.txt): expected packages of an index, got paths of another machine: six in line 1. `pip freeze` writes " +
                    "them, in an environment of conda for all packages: give what `pip list --format=freeze` prints there.",
            ],
        ],
        [
            "a directory with a setup.py alone",
            { requirements: "." },
            { "setup.py": "" },
            [
                `${known}, got ., which is a directory. Give a requirements file beside it with the line \`.\`: the project is ` +
                    "installed with what it needs.",
            ],
        ],
        [
            "a script with its own requirements",
            { requirements: "jobs/main.py.lock" },
            { "jobs/main.py.lock": "version = 1\n" },
            [`${known}, got "jobs/main.py.lock". Give what \`uv export --script main.py -o requirements.txt\` writes.`],
        ],
    ];
    for (const [what, args, texts, messages] of cases) {
        test(`${what}: refused`, () => assert.deepEqual(problemsOf(args, texts), messages));
    }

    test("a mistake in the manifest of a member, which several rules read, is told once", () => {
        const texts = {
            "pyproject.toml": "",
            "m/pyproject.toml": "[project\n",
            "uv.lock":
                '[manifest]\nmembers = ["a", "m"]\n[[package]]\nname = "a"\nsource = { virtual = "." }\n' +
                '[[package]]\nname = "m"\nsource = { editable = "m" }\n[package.metadata]\nrequires-dist = [{ name = "six" }]\n',
        };
        const messages = problemsOf({ requirements: "uv.lock", member: "m" }, texts);
        assert.equal(messages.length, 1, messages.join("\n"));
        assert.match(messages[0] ?? "", /valid TOML in m\/pyproject\.toml, got .* in line 1\. Correct that line\.$/);
    });

    test("a file that may not be read is told as such", () => {
        const refuse = () => {
            throw new Error("EACCES: permission denied");
        };
        const problems = new Problems();
        readToml("pyproject.toml", { ...filesOf({}), text: refuse }, problems);
        assert.deepEqual(problems.messages, [
            "requirements: expected valid TOML in pyproject.toml, got EACCES: permission denied. Mend the file.",
        ]);
    });

    test("a mistake in a file is told with its line and whoever can mend it", () => {
        const broken = (name: string, text: string, more: { [name: string]: string } = {}) =>
            problemsOf({ requirements: name }, { ...more, [name]: text });
        assert.match(
            broken("pyproject.toml", '[project]\nname = "a"\ndependencies = ["six"\n').join("\n"),
            /^requirements: expected valid TOML in pyproject\.toml, got .* in line \d+\. Correct that line\.$/,
        );
        assert.match(
            broken("uv.lock", "version = 1\n<<<<<<< HEAD\nrevision = 1\n", { "pyproject.toml": "" }).join("\n"),
            / in line 2\. A merge has left both versions in it: take one\.$/,
        );
        assert.match(broken("pylock.toml", "a = [").join("\n"), / in line 1\. Lock the project again\.$/);
    });

    test("broken lock files are named with the reason", () => {
        const texts = {
            "uv.lock": "a = [",
            "pyproject.toml": "",
            Pipfile: "",
            "Pipfile.lock": "{",
            "pylock.toml": "=",
        };
        for (const [requirements, language] of [
            ["uv.lock", "TOML"],
            ["pylock.toml", "TOML"],
            ["Pipfile.lock", "JSON"],
        ] as const) {
            const [message = "", ...others] = problemsOf({ requirements }, texts);
            assert.match(
                message,
                new RegExp(
                    `^requirements: expected valid ${language} in ${requirements}, got [^\\n]+\\. Lock the project again\\.$`,
                ),
            );
            assert.deepEqual(others, []);
        }
    });
});
