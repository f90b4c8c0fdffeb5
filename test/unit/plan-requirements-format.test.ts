import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planOf, problemsOf, type Texts } from "../support/plan-files";

describe("what holds requirements is told by its name", () => {
    test("requirements files of many names", () => {
        for (const name of [
            "requirements.lock",
            "requirements/prod.txt",
            "requirements.in",
            "constraints.txt",
            "dev.pip",
        ]) {
            assert.equal(
                planOf({ requirements: name }, { [name]: "six==1.17.0\n" }).dependencies.format,
                "requirements",
            );
        }
    });

    const refusals: [string, Texts, RegExp][] = [
        [
            "pdm.lock",
            { "pdm.lock": "[[package]]\n" },
            /Give what `pdm export --format pylock -o pylock\.toml` writes, or lock with/,
        ],
        ["Pipfile", { Pipfile: "" }, /Give `Pipfile\.lock`, which `pipenv lock` writes\./],
        ["../api/setup.py", { "../api/setup.py": "" }, /Give a requirements file beside it with the line `\.`/],
        [
            "environment.yml",
            { "environment.yml": "" },
            /Give what `pip list --format=freeze` prints in that environment/,
        ],
        ["other.lock", { "other.lock": "version = 1\n[[package]]\n" }, /told apart by its name/],
        ["composer.lock", { "composer.lock": '{\n "packages": [] }\n' }, /told apart by its name/],
        [
            "../api",
            { "../api/uv.lock": "" },
            /got \.\.\/api, which is a directory\. Name the file: `requirements: "\.\.\/api\/uv\.lock"`\./,
        ],
        ["../api", { "../api/main.py": "" }, /It holds none of these\./],
    ];
    for (const [requirements, texts, message] of refusals) {
        test(`${requirements}: refused with the way`, () => {
            const problems = problemsOf({ requirements }, texts);
            assert.equal(problems.length, 1);
            assert.match(problems[0] ?? "", message);
        });
    }
});

describe("what pip freeze writes", () => {
    test("paths of conda's builds are told with their lines and the way", () => {
        const text =
            "attrs==25.1\nnumpy @ file:///croot/numpy_and_numpy_base_1708638617955/work/dist/numpy-1.26.4-cp312.whl#sha256=0a\n" +
            "# six @ file:///croot/six\nPyYAML @ file:///home/conda/feedstock_root/build_artifacts/pyyaml_1/work\n";
        assert.deepEqual(problemsOf({ requirements: "requirements.txt" }, { "requirements.txt": text }), [
            "requirements (requirements.txt): expected packages of an index, got paths of another machine: numpy in line 2, PyYAML in " +
                "line 4. `pip freeze` writes them, in an environment of conda for all packages: give what `pip list --format=freeze` " +
                "prints there.",
        ]);
    });

    test("of many lines the first five are named", () => {
        const text = Array.from({ length: 9 }, (_, place) => `p${place} @ file:///croot/p${place}/work\n`).join("");
        assert.match(
            problemsOf({ requirements: "requirements.txt" }, { "requirements.txt": text })[0] ?? "",
            /p4 in line 5 and 4 more\. /,
        );
    });

    test("a path that is there is a local project", () =>
        assert.equal(
            planOf({ requirements: "r.txt" }, { "r.txt": "lib @ file:///opt/lib\n", "/opt/lib/setup.py": "" })
                .dependencies.projects.length,
            1,
        ));
});

test("what markers rule out is neither asked for, nor has to be there, nor needs a program that fetches it", () => {
    const { requested, projects, remotes } = planOf(
        {
            requirements: "r.txt",
            packages: ["wmi ; os_name == 'nt'"],
        },
        {
            "r.txt":
                "six\npywin32 ; sys_platform == 'win32'\n./wheels/x-win_amd64.whl ; sys_platform == 'win32'\n" +
                "a @ git+https://example.org/a ; sys_platform == 'darwin'\n",
        },
    ).dependencies;
    assert.deepEqual([requested, projects, remotes], [["six"], [], []]);
});
