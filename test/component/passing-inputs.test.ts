import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage, type PythonImageArgs } from "../../components";
import { lateSettings } from "../../components/python-image/late-settings";
import { fixedBases } from "../support/component-image";
import { imageInputs, runUnderMocks } from "../support/program";
import { unknown } from "../support/registrations";

/** A resource whose output is not known before it exists. */
class Service extends pulumi.CustomResource {
    declare readonly url: pulumi.Output<string>;

    constructor(name: string) {
        super("test:index:Service", name, { url: undefined });
    }
}

/** A program whose image takes variables, labels and words of its commands from another resource. */
const program =
    (url: () => pulumi.Input<string>, more: Partial<PythonImageArgs> = {}) =>
    () => {
        const { dockerfile, contentHash, taggedRef } = new PythonImage("api", {
            repository: "127.0.0.1:5000/team/api",
            packages: ["six"],
            environment: { PLAIN: "1", API_URL: url() },
            labels: { "org.example.api": url() },
            command: ["serve", url()],
            ...fixedBases,
            ...more,
        });
        return { dockerfile, contentHash, taggedRef };
    };

test("a preview in which a label is not known yet shows all resources, and the Dockerfile", async (t) => {
    const run = await runUnderMocks(
        t,
        program(() => new Service("db").url),
        { preview: true },
    );
    assert.deepEqual([...new Set(run.resources.map(({ type }) => type))].sort(), [
        "docker:index/image:Image",
        "python-image:index:PythonImage",
        "test:index:Service",
    ]);
    const { args } = (imageInputs(run) as { build: { args: { [name: string]: unknown } } }).build;
    assert.equal(args.ENVIRONMENT_2, unknown);
    assert.equal(args.LABELS_1, unknown);
    assert.deepEqual(
        Object.keys(run.outputs).filter((name) => run.outputs[name]?.known),
        ["dockerfile"],
    );
});

test("the Dockerfile does not depend on values of other resources, the content's hash does", async (t) => {
    const run = async (value: string) => {
        const ran = await runUnderMocks(
            t,
            program(() => pulumi.secret(value)),
            { preview: true },
        );
        const { outputs } = ran;
        assert.deepEqual(
            Object.values(outputs).filter(({ secret }) => secret),
            [],
        );
        return { text: outputs.dockerfile?.value, hash: outputs.contentHash?.value, inputs: imageInputs(ran) };
    };
    const [one, two] = [await run("https://one"), await run("https://two")];
    assert.equal(one.text, two.text);
    assert.notEqual(one.hash, two.hash);
    assert.match(String(one.text), /\nARG ENVIRONMENT_2\n(ENV .*\n)*ENV API_URL="\$\{ENVIRONMENT_2\}"\n/);
    assert.doesNotMatch(String(one.text), /\nCMD /);
});

test("words that come late are settings of the publisher, as a Dockerfile would have set them", async () => {
    const settings = (args: Partial<PythonImageArgs>) => {
        const late = lateSettings(args);
        return late === undefined ? Promise.resolve(undefined) : new Promise((resolve) => late.apply(resolve));
    };
    const url = () => pulumi.output("https://db");
    assert.equal(await settings({ command: ["a"], entrypoint: ["b"] }), undefined);
    assert.deepEqual(await settings({ command: ["a", url()], entrypoint: ["b"] }), { command: ["a", "https://db"] });
    assert.deepEqual(await settings({ entrypoint: [url()] }), { entrypoint: ["https://db"], command: [] });
    assert.deepEqual(await settings({ entrypoint: [url()], command: ["c"] }), { entrypoint: ["https://db"] });
});
