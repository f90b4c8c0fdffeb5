import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type Docker from "dockerode";
import type { ImageFiles } from "../../components/engine/image-files";
import { checkStarted, startedFiles } from "../../components/python-image/flow/started-files";

const files = ["/opt/venv/bin/python", "/opt/venv/bin/gunicorn", "/app/main.py", "/app/jobs"];

/** What is said of the start of an image that has these files; undefined if nothing is. */
async function said(command: string[], { entrypoint = [] as string[], hasFiles = true } = {}) {
    const Config = { Env: ["PATH=/opt/venv/bin:/usr/bin"], WorkingDir: "/app", Entrypoint: entrypoint, Cmd: command };
    const docker = { getImage: () => ({ inspect: async () => ({ Config }) }) } as unknown as Docker;
    const image: ImageFiles = { in: async () => undefined, has: async (path) => files.includes(path) };
    const started = await startedFiles(docker, "sha256:1", {}, hasFiles);
    return checkStarted(started, image).then(
        () => undefined,
        (error: Error) => error.message,
    );
}

describe("what a container starts is in the image", () => {
    const fine: string[][] = [
        [],
        ["gunicorn", "wsgi:app"],
        ["python", "main.py"],
        ["/usr/bin/python3.13", "/app/main.py"],
        ["python", "-u", "-X", "dev", "main.py", "nothing.py"],
        ["python", "jobs"],
        ["python", "-m", "nothing"],
        ["python", "-c", "print(1)"],
        ["python", "-Im", "nothing"],
        ["python", "-"],
        ["python", "/mnt/volume/main.py"],
        ["python"],
    ];
    for (const command of fine) {
        test(command.join(" ") || "nothing", async () => assert.equal(await said(command), undefined));
    }

    test("but not a program that nothing brings", async () => {
        assert.match((await said(["gunicron"])) ?? "", /^command: expected a program of the image, got "gunicron"/);
        const words = (await said(["python main.py"])) ?? "";
        assert.match(words, /Give each word by itself: \["python", "main\.py"\]/);
    });

    test("but not a script that nothing brings", async () => {
        const script = /^command: expected a script of the image, got "app\.py", which is not in \/app\./;
        assert.match((await said(["python", "app.py"])) ?? "", script);
        assert.match((await said(["python", "-W", "error", "-u", "app.py"])) ?? "", script);
        assert.match((await said(["app.py"], { entrypoint: ["python"] })) ?? "", script);
        assert.match((await said([], { entrypoint: ["python", "app.py"] })) ?? "", /^entrypoint: expected a script/);
    });

    test("unless a volume may bring it, to an image without files of an application", async () => {
        assert.equal(await said(["python", "app.py"], { hasFiles: false }), undefined);
    });
});
