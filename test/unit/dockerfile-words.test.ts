import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { renderDockerfile } from "../../components/python-image/dockerfile/render-dockerfile";
import { shellWord, Words } from "../../components/python-image/dockerfile/word";
import { planOf } from "../support/plan-files";

const awkward = `it's "quoted" $HOME \${X} \\ \`a\` #b <<EOF ünïcode 名 \t`;

test("words of an instruction hide from its expansion what would be expanded", () => {
    const buildArguments = {};
    const words = new Words(buildArguments);
    assert.equal(words.word("plain"), '"plain"');
    assert.equal(words.word(""), '""');
    assert.equal(words.word(awkward), `"it's \\"quoted\\" \\$HOME \\\${X} \\\\ \`a\` #b <<EOF ünïcode 名 \t"`);
    assert.deepEqual(words.declarations, []);
    assert.deepEqual(buildArguments, {});
});

test("values with line breaks become build arguments", () => {
    const buildArguments = { VALUE_1: "of another stage" };
    const words = new Words(buildArguments);
    assert.equal(words.word('a\n$"b'), `"\${VALUE_2}"`);
    assert.equal(words.word("plain"), '"plain"');
    assert.equal(words.word("c\r\nd"), `"\${VALUE_3}"`);
    assert.deepEqual(words.declarations, ["ARG VALUE_2", "ARG VALUE_3"]);
    assert.deepEqual(buildArguments, { VALUE_1: "of another stage", VALUE_2: 'a\n$"b', VALUE_3: "c\r\nd" });
});

test("a shell takes words of one line for exactly what was meant", () => {
    const texts = [
        "a\n34",
        "plain-1.0_a/b,c:d=e@f%g+h",
        "",
        awkward,
        "a\nb",
        "\\n\n\\0012 'quoted'\r\n x",
        "*",
        "~",
        "-n",
    ];
    for (const text of texts) {
        const word = shellWord(text);
        assert.doesNotMatch(word, /[\r\n]/);
        assert.equal(execFileSync("sh", ["-c", `printf %s ${word}`], { encoding: "utf8" }), text);
    }
    assert.equal(shellWord("plain-1.0"), "plain-1.0");
});

test("environment, labels, and the working directory are quoted in the Dockerfile", () => {
    const { text, buildArguments } = renderDockerfile(
        planOf({
            packages: ["six"],
            environment: { GREETING: awkward, TWO: "a\nb" },
            labels: { "org.example/x": `say "$x"`, lines: "1\n2" },
            workdir: "/srv/it's $here",
            command: ["sh", "-c", 'echo "$A"\n'],
            entrypoint: ["ünï", "\\"],
            healthcheck: {
                command: ["a\nb"],
                intervalSeconds: 1,
                timeoutSeconds: 2,
                startPeriodSeconds: 3,
                retries: 4,
            },
        }),
    );
    const stages = text.split("\n\n");
    assert.deepEqual(
        stages
            .slice(stages.findIndex((stage) => stage.includes("AS assembled")))
            .flatMap((stage) => stage.split("\n").filter((line) => !/^(#|FROM|COPY)/.test(line))),
        [
            "ENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH",
            `WORKDIR "/srv/it's \\$here"`,
            "ARG VALUE_1",
            'ENV HOME="/tmp"',
            `ENV GREETING="it's \\"quoted\\" \\$HOME \\\${X} \\\\ \`a\` #b <<EOF ünïcode 名 \t"`,
            `ENV TWO="\${VALUE_1}"`,
            "ARG VALUE_2",
            'LABEL "org.example/x"="say \\"\\$x\\""',
            `LABEL "lines"="\${VALUE_2}"`,
            'HEALTHCHECK --interval=1s --timeout=2s --start-period=3s --retries=4 CMD ["a\\nb"]',
            "USER 10001:10001",
            'ENTRYPOINT ["ünï","\\\\"]',
            'CMD ["sh","-c","echo \\"$A\\"\\n"]',
            "",
        ],
    );
    assert.deepEqual(buildArguments, { VALUE_1: "a\nb", VALUE_2: "1\n2" });
});
