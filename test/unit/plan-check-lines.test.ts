import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ImageShape } from "../../components/python-image/args";
import { Installer } from "../../components/python-image/choices";
import { problemsOf } from "../support/plan-files";

const requirements = "requirements.txt";
const said = (text: string, args: ImageShape = {}) => problemsOf({ requirements, ...args }, { [requirements]: text });

describe("lines that no installer reads are told before the build, with their place and the way", () => {
    const cases: [string, string, string, string][] = [
        [
            "pip list",
            "Package Version\n------- -------\nsix     1.17.0\n",
            "the table that `pip list` prints in line 2",
            "Give what `pip freeze`",
        ],
        [
            "conda list",
            "# platform: linux-64\nsix=1.16.0=pyhd8ed1ab_1\n",
            "what `conda list --export` prints in line 2",
            "Give what `pip list --format=freeze`",
        ],
        ["one sign", "click\nsix=1.17.0\n", "a version behind a single `=` in line 2", "Write `==`."],
        ["Windows", "-e .\\lib\n", "a path with backslashes in line 1", "`./lib`"],
        [
            "per file",
            "six --no-binary=six\n",
            "`--no-binary` or `--only-binary` behind a requirement in line 1",
            "on a line of its own",
        ],
        [
            "settings",
            'six --config-settings="a=b"\n',
            "options for the build of one requirement, which uv does not know in line 1",
            "Installer.Pip",
        ],
        [
            "two indexes",
            "-i https://a.example/simple\n--index-url https://a.example/simple\nsix\n",
            "more than one `--index-url` in line 2",
            "`--extra-index-url`",
        ],
        ["command", "!pip install -U six\n", "a command in line 1", "a requirement in each line"],
        ["command of Python", "python3 -m pip install six\n", "a command in line 1", "a requirement in each line"],
        ["fence", "```\nsix\n```\n", "a fence of Markdown in line 3", "between the fences"],
        ["quotes", "click\n'six'\n", "a requirement in quotes in line 2", "without them"],
        ["Ubuntu", "distro-info===0.23ubuntu1\n", "a package of the operating system", "in a virtual environment"],
        [
            "Debian",
            "six\nlanguage-selector==0.1build1\n",
            "a package of the operating system",
            "in a virtual environment",
        ],
        ["command of uv", "uv pip install six\n", "a command in line 1", "a requirement in each line"],
        ["command with a prompt", "$ sudo pip3 install six\n", "a command in line 1", "a requirement in each line"],
        ["two with ranges", "six >=1, <2 click\n", "more than one requirement in line 1", "a line of its own"],
        ["two with extras", "six [a]==1 click [b]\n", "more than one requirement in line 1", "a line of its own"],
        ["a range of patches", "six>=1.0.*\n", "a version with `.*` behind another comparison", "Leave the `.*` out"],
        ["two names", "click\nsix click\n", "`six click` in line 2", "a line of its own"],
        ["a list", "six, click>=2\n", "`six, click>=2` in line 1", "a line of its own"],
        ["no comma", "six \\\n  >=1 <2\n", "`six >=1 <2` in line 1", "`>=2,<3`"],
        ["an operator turned around", "six => 1\n", "`six => 1` in line 1", "`>=` or `<=`"],
        ["Poetry's range", "# ours\n\nsix^1.2\n", "`six^1.2` in line 3", "are Poetry's"],
        ["Poetry's patches", "six~1.2\n", "`six~1.2` in line 1", "are Poetry's"],
        ["no version", "six==\n", "`six==` in line 1", "Name the version"],
        ["an import", "import six\n", "`import six` in line 1", "without `import`"],
        ["a table", "[packages]\nsix\n", "`[packages]` in line 1", "by its own name"],
        ["a bracket that stays open", "six[a\n", "`six[a` in line 1", "`name[extra]>=1,<2`"],
        ["a template", "{% if dev %}\nsix\n", "`{% if dev %}` in line 1", "`name==1.2`"],
        ["two", "torch==2.0.0 torchvision==0.15.1\n", "more than one requirement in line 1", "a line of its own"],
    ];
    for (const [what, text, got, remedy] of cases) {
        test(what, () => {
            const message = said(text).find((one) => one.includes(got));
            assert.ok(
                message?.startsWith("requirements (requirements.txt): expected lines that pip and uv read, got "),
                said(text).join("\n"),
            );
            assert.ok(message?.includes(remedy), message);
        });
    }

    test("what pip alone reads is refused with uv alone", () => {
        assert.deepEqual(
            said('six --config-settings="a=b"\n-i https://a.example/simple\n-i https://b.example\n', {
                installer: Installer.Pip,
            }),
            [],
        );
    });

    test("requirements in their usual forms are not", () => {
        const text =
            'six==1 \\\n    --hash=sha256:00\nsix===1\nsix >= 1, <= 2\nsix[a]~=1 ; python_version != "3.1"\nsix @ https://a.example/six?a=b\n--no-binary six\n-i https://a.example/simple\nsix==1 # one\npip==25\npip-tools\nsix===1.0+debian\nsix==1.0+deb11\nsix>=1 , <2\nsix ; \\\n  python_version < "4" and os_name == "posix"\nsix (>=1, <2)\nsix>=1,\nsix==v1\nsix==1.*\nsix[a, b] !=1\n\t six\nsix;python_version>"3"\n-e git+https://a.example/six.git#egg=six\n';
        assert.deepEqual(said(text), []);
    });

    test("files that are included are read too, and others beside the lock that was asked for are not", () => {
        const texts = { [requirements]: "-r more.txt\nsix\n", "more.txt": "click=1\n" };
        assert.match(
            problemsOf({ requirements }, texts)[0] ?? "",
            /^requirements \(more\.txt\): .* single `=` in line 1/,
        );
        const lock = { "Pipfile.lock": "{}", Pipfile: "", [requirements]: "click=1\n" };
        assert.doesNotMatch(problemsOf({ requirements: "Pipfile.lock" }, lock).join("\n"), /single/);
    });

    test("a path of one machine", () => {
        const [message] = said("-e /home/me/src/app\n");
        assert.match(
            message ?? "",
            /got \/home\/me\/src\/app, which does not exist\. It is a path of one machine, as `pip freeze` writes it: .* `-e \.`/,
        );
    });
});
