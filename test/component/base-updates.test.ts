import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { BaseUpdates, PythonImage, type PythonImageArgs } from "../../components";
import { movedBases } from "../../components/python-image/flow/moved-bases";
import { imageInputs, type MockOptions, runUnderMocks } from "../support/program";
import { type FakeRegistry, startFakeRegistry } from "../support/registry-fake";
import { type HandmadeImage, makeImage, tarLike } from "../support/registry-image";

type Test = Parameters<typeof runUnderMocks>[0];

let registry: FakeRegistry;
let tags = 0;
const [old, recent] = [makeImage([{ tar: tarLike(3) }]), makeImage([{ tar: tarLike(4) }])];

before(async () => {
    registry = await startFakeRegistry();
});
beforeEach(() => registry.answers.clear());
after(() => registry.stop());

/** A base whose tag names an image; each has a tag of its own, as a program asks for one but once in a while. */
function base(image: HandmadeImage): string {
    const tag = `base-${tags++}`;
    registry.add(image, { tag });
    return `${registry.host}/team/api:${tag}`;
}

/** Previews a program with one image on a base. */
async function preview(t: Test, args: Partial<PythonImageArgs>, options: MockOptions = {}) {
    const program = () => {
        const image = new PythonImage("api", {
            repository: `${registry.host}/team/image`,
            packages: ["six"],
            ...args,
        });
        return { contentHash: image.contentHash };
    };
    const run = await runUnderMocks(t, program, { preview: true, real: true, ...options });
    const { args: passed } = (imageInputs(run) as { build: { args: { [name: string]: string } } }).build;
    return { hash: run.outputs.contentHash?.value, args: passed };
}

describe("a base", () => {
    test("is taken by the digest that its tag names in its registry, as it is named first", async (t) => {
        const name = base(old);
        const { args } = await preview(t, { builderImage: name, runtimeImage: name });
        assert.equal(args.BUILDER_IMAGE, `${name}@${old.digest}`);
        assert.equal(args.RUNTIME_IMAGE, `${name}@${old.digest}`);
        assert.deepEqual(
            registry.requests.filter(({ url }) => url.includes("/manifests/base-")).map(({ method }) => method),
            ["HEAD"],
        );
    });

    test("that nobody knows is taken by its name, and costs no failure", async (t) => {
        const name = `${registry.host}/team/api:absent`;
        const { args } = await preview(t, { builderImage: name, runtimeImage: name });
        assert.equal(args.RUNTIME_IMAGE, name);
    });

    test("that has moved is other content only where it is followed", async (t) => {
        const hashes = async (baseUpdates: BaseUpdates) => {
            const name = base(old);
            const first = await preview(t, { builderImage: name, runtimeImage: name, baseUpdates });
            registry.add(recent, { tag: name.split(":").at(-1) as string });
            // Another login asks anew.
            const login = { server: registry.host, username: `u${tags++}`, password: "p" };
            const args = { builderImage: name, runtimeImage: name, baseUpdates, registry: login };
            const second = await preview(t, args);
            assert.equal(second.args.RUNTIME_IMAGE, `${name}@${recent.digest}`);
            return [first.hash, second.hash];
        };
        const [pinned, stillPinned] = await hashes(BaseUpdates.Pinned);
        assert.equal(stillPinned, pinned);
        const [followed, moved] = await hashes(BaseUpdates.Follow);
        assert.notEqual(moved, followed);
    });
});

test("a base that has moved is named once with both digests, if they can be compared", () => {
    const at = (digest: string, reference = `python:3.13-slim@${digest}`) => ({
        name: "python:3.13-slim",
        digest,
        reference,
    });
    const deployed = { BUILDER_IMAGE: at("sha256:1"), RUNTIME_IMAGE: at("sha256:1") };
    assert.deepEqual(movedBases(deployed, { BUILDER_IMAGE: at("sha256:2"), RUNTIME_IMAGE: at("sha256:2") }), [
        "The base python:3.13-slim has moved from sha256:1 to sha256:2. The image stays on the first until something else " +
            "is built; `baseUpdates: BaseUpdates.Follow` builds it now.",
    ]);
    const nothing = [{}, deployed, { RUNTIME_IMAGE: at("") }, { RUNTIME_IMAGE: at("sha256:2", "python:3.13-slim") }];
    for (const now of nothing) {
        assert.deepEqual(movedBases(deployed, now), []);
    }
});
