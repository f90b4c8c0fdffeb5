import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { type PythonImageArgs, Strategy } from "../../components/index";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram } from "../support/live-program";

/** Loads `wsgiref.simple_server`, `html.parser` and a module of a package only when it is called. */
const lazy = `
def go():
    import html.parser, six.moves.urllib.parse, wsgiref.simple_server
    return "went"
`;
const main = `
import getpass, os, pathlib, shop.lazy
pathlib.Path("app.db").write_text("x")
pathlib.Path("/var/lib/shop/data").write_text("x")
print(getpass.getuser(), os.environ["GREETING"], shop.lazy.go(), pathlib.Path("static/built.css").read_text())
`;
const prepare = `
import os, pathlib, sys
pathlib.Path("static").mkdir(mode=0o700)
pathlib.Path("static/built.css").write_text("built as %d for %s" % (os.getuid(), os.environ["TOKEN"]))
pathlib.Path(sys.prefix, "share").mkdir(exist_ok=True)
pathlib.Path(sys.prefix, "share", "model.bin").write_text("model")
pathlib.Path("/tmp/lost").write_text("lost")
import shop.lazy
`;
const files = {
    "app/main.py": main,
    "app/prepare.py": prepare,
    "app/shop/__init__.py": "",
    "app/shop/lazy.py": lazy,
    "app/notes.txt": "one\n",
};
/** What is in the image of all that was prepared, and bytecode that its programs use. */
const look = `
import glob, json, os, sys
print(json.dumps({
    "static": oct(os.stat("static").st_mode)[-3:] + " " + str(os.stat("static/built.css").st_uid),
    "model": open(sys.prefix + "/share/model.bin").read(),
    "lost": os.path.exists("/tmp/lost"),
    "compiled": sorted(glob.glob("**/*.pyc", recursive=True)),
    "lazy": os.path.exists(__import__("importlib.util").util.cache_from_source(__import__("wsgiref").__path__[0] + "/simple_server.py")),
    "writable": [os.stat(path).st_uid for path in (".", "/var/lib/shop")],
}))
`;

describe("an application", () => {
    let program: LiveProgram;
    const args = (more: Partial<PythonImageArgs> = {}): PythonImageArgs => ({
        repository: `${program.registry}/application`,
        packages: ["six"],
        source: "app",
        prepare: [["python", "prepare.py"]],
        smokeTests: [["python", "main.py"]],
        importCheck: ["six", "shop.lazy"],
        writable: [".", "/var/lib/shop"],
        environment: { GREETING: pulumi.output("hello") },
        labels: { "org.example.from": pulumi.output("another resource") },
        buildEnvironment: { TOKEN: "t0ken" },
        command: ["python", pulumi.output("main.py")],
        ...more,
    });

    before(async () => {
        program = await liveProgram(files);
    });

    for (const strategy of [Strategy.MultiStage, Strategy.Minimal]) {
        it(`is prepared, tried, compiled, named and started: ${strategy}`, async () => {
            const image = await program.up(strategy, args({ strategy }));
            const started = await runContainer(program.docker, image.ref, []);
            assert.equal(started.stdout, "app hello went built as 0 for t0ken\n", started.stderr);
            const { compiled, ...seen } = JSON.parse(
                (await runContainer(program.docker, image.ref, ["python", "-c", look])).stdout,
            );
            assert.deepEqual(seen, {
                static: "755 10001",
                model: "model",
                lost: false,
                lazy: true,
                writable: [10001, 10001],
            });
            assert.equal(compiled.length, 4, compiled.join());
            const { Config } = await program.docker.getImage(image.ref).inspect();
            assert.equal(Config.Labels?.["org.example.from"], "another resource");
        });
    }

    it("is not prepared again without a change, and an edit of it changes its own layer alone", async () => {
        const one = await program.up("multi-stage", args({ strategy: Strategy.MultiStage }));
        program.write({ "app/notes.txt": "two\n" });
        const two = await program.up("multi-stage", args({ strategy: Strategy.MultiStage }));
        const changed = two.size.layers.filter(({ digest }, place) => digest !== one.size.layers[place]?.digest);
        assert.equal(two.size.layers.length, one.size.layers.length);
        assert.equal(changed.length, 1);
        program.write({ "app/notes.txt": "one\n" });
        const again = await program.up("multi-stage", args({ strategy: Strategy.MultiStage }));
        assert.equal(again.digest, one.digest, "the same content is the same image, whatever was in between");
    });

    it("that a step of prepare fails for is pushed nowhere; the step and its last lines are named", async () => {
        await assert.rejects(
            program.up("unprepared", args({ prepare: [["python", "-c", "print('so far'); raise SystemExit(7)"]] })),
            (error: Error) => {
                assert.match(
                    error.message,
                    /at the step "Prepare the application: python -c print\(so far\); raise SystemExit\(7\)" \(stage prepared\)/,
                );
                assert.match(error.message, /exit code 7/);
                assert.match(error.message, /so far/);
                return true;
            },
        );
    });

    it("that fails a smoke test is pushed nowhere; the command, its exit code and its last lines are named", async () => {
        const repository = `${program.registry}/application-untried`;
        const smokeTests = [["python", "-c", "print('looked'); raise SystemExit(3)"]];
        await assert.rejects(program.up("untried", args({ repository, smokeTests })), (error: Error) => {
            assert.match(error.message, /smokeTests\[0\]: expected exit code 0 from `python -c .*`, got exit code 3\./);
            assert.match(error.message, /Last lines of its output:\n {2}looked/);
            return true;
        });
        const tags = await fetch(`http://${repository.replace("/", "/v2/")}/tags/list`);
        assert.equal(tags.status, 404);
    });
});
