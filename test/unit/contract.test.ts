import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { temporaryDirectory } from "../support/tree";

const root = join(__dirname, "../..");
/** Programs that were written against the public API, where they lie beside the repository. */
const folder = join(root, "../shared/contract");

/** What the compiler has to say about programs of users, who have the package and Pulumi's installed. */
function complaints(files: string[]): string[] {
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root);
    const paths = { "pulumi-python-image": [join(root, "components/index.ts")], "*": [join(root, "node_modules/*")] };
    const { rootDir: _, ...others } = options;
    const typeRoots = [join(root, "node_modules/@types")];
    const program = ts.createProgram(files, { ...others, paths, typeRoots, noEmit: true, noUnusedLocals: false });
    return ts
        .getPreEmitDiagnostics(program)
        .filter(({ file }) => file === undefined || files.includes(file.fileName))
        .map(({ file, start = 0, messageText }) => {
            const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
            return `${file?.fileName.split("/").pop()}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
        });
}

test("programs written against the public API compile as they stand", (t) => {
    if (!existsSync(folder)) {
        t.skip(`no contract: ${join("..", "shared", "contract")} is not beside this repository`);
        return;
    }
    const folders = [folder, join(folder, "next")].filter((one) => existsSync(one));
    const files = folders.flatMap((one) => readdirSync(one).map((name) => join(one, name)));
    const programs = files.filter((name) => name.endsWith(".ts"));
    assert.notEqual(programs.length, 0);
    assert.deepEqual(complaints(programs), []);
});

test("the compiler complains about what the public API has not", (t) => {
    const file = join(temporaryDirectory(t), "program.ts");
    const image = (args: string) => `new PythonImage("a", ${args});`;
    const lines = [
        'import { PythonImage, Strategy } from "pulumi-python-image";',
        image('{ repository: "r/a", packages: ["six"], strategy: Strategy.Minimal }'),
        image('{ repository: "r/a", packages: "six" }'),
        image('{ packages: ["six"] }'),
        image('{ repository: "r/a", packages: ["six"], strategy: "tiny" }'),
        image('{ repository: "r/a", packages: ["six"], registry: { server: "r", username: "u" } }'),
        `${image('{ repository: "r/a", packages: ["six"] }').slice(0, -1)}.ref.toFixed();`,
    ];
    writeFileSync(file, `${lines.join("\n")}\n`);
    assert.deepEqual(
        complaints([file]).map((complaint) => complaint.split(" ", 1)[0]),
        [3, 4, 5, 6, 7].map((line) => `program.ts:${line}:`),
    );
});
