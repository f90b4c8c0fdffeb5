import assert from "node:assert/strict";
import { it } from "node:test";
import { engineProgram } from "../support/engine-program";
import { leaksNothing } from "../support/leaks";
import { pulumiOrSkip, sharedMachine } from "../support/machine";
import { privateProject } from "../support/private-project";

it("logins and tokens stand plain in no state, log, output or staged file, though nobody calls them secret", async (t) => {
    const cli = await pulumiOrSkip(t);
    if (cli === undefined) {
        return;
    }
    const { registry } = await sharedMachine();
    const project = await privateProject();
    t.after(() => project.stop());
    const { index, git, packages, buildEnvironment } = project;
    const args = {
        repository: `${registry}/engine/secrets`,
        requirements: "requirements.txt",
        packages,
        index: {
            url: index.url,
            extraUrls: ["https://pypi.org/simple"],
            username: index.username,
            password: index.password,
        },
        gitLogins: [{ host: git.host, username: git.username, password: git.password }],
        buildEnvironment,
    };
    const program = await engineProgram(cli, {
        "index.ts": [
            'import * as fs from "node:fs";',
            'import { PythonImage } from "pulumi-python-image";',
            'const image = new PythonImage("private", JSON.parse(fs.readFileSync("arguments.json", "utf8")));',
            "export const { ref, digest, size, packages, dockerfile } = image;",
        ].join("\n"),
        "arguments.json": JSON.stringify(args),
        "requirements.txt": project.requirements,
    });
    const onOutput = program.record;
    await program.stack.preview({ onOutput });
    const { outputs } = await program.stack.up({ onOutput });
    const names = outputs.packages?.value.map(({ name }: { name: string }) => name).sort();
    assert.deepEqual(names, ["company-git", "company-lib", "company-url"]);
    leaksNothing(program, project.secrets);
    leaksNothing({ ...program, log: () => JSON.stringify(outputs) }, project.secrets);
    await program.stack.up({ onOutput, expectNoChanges: true });
    await program.stack.destroy({ onOutput });
    leaksNothing(program, project.secrets);
});
