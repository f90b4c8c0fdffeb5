import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { RegistryClient } from "../../components/registry/client";
import type { Credentials } from "../../components/registry/credentials";
import { isPresent } from "../../components/registry/presence";
import { parseRepository } from "../../components/registry/reference";
import { readImageSize } from "../../components/registry/size";
import { failure } from "../support/registry-fake";
import { type HandmadeImage, makeImage, pushImage, sha256, tarLike } from "../support/registry-image";
import { registryMissing } from "../support/registry-process";
import { type RegistryAuth, startRegistry, type TestRegistry } from "../support/registry-server";

const image = makeImage([{ tar: tarLike(4000) }, { tar: tarLike(11) }]);

/** What another reader makes of an image: the manifest by plain requests, every blob fetched, checked and unpacked. */
async function independently(registry: TestRegistry, repository: string, digest: string) {
    const authorization = registry.authorization(repository);
    const get = async (path: string) => {
        const headers = { accept: image.mediaType, ...(authorization === undefined ? {} : { authorization }) };
        const response = await fetch(`http://${registry.host}/v2/${repository}/${path}`, { headers });
        assert.equal(response.status, 200, path);
        return Buffer.from(await response.arrayBuffer());
    };
    const manifest = JSON.parse((await get(`manifests/${digest}`)).toString("utf8"));
    const blobs: Buffer[] = [];
    for (const { digest: blob } of [manifest.config, ...manifest.layers]) {
        blobs.push(await get(`blobs/${blob}`));
        assert.equal(sha256(blobs.at(-1) as Buffer), blob);
    }
    const sum = (lengths: number[]) => lengths.reduce((total, length) => total + length, 0);
    return {
        compressedBytes: sum(blobs.map((blob) => blob.length)),
        unpackedBytes: sum(blobs.slice(1).map((blob) => gunzipSync(blob).length)),
    };
}

function login({ username, password }: TestRegistry): Credentials {
    return { username, password };
}

function clientOf(registry: TestRegistry, credentials?: Credentials): RegistryClient {
    return new RegistryClient(parseRepository(`${registry.host}/team/api`), credentials);
}

async function push(registry: TestRegistry, pushed: HandmadeImage): Promise<void> {
    await pushImage(registry.host, "team/api", pushed, registry.authorization("team/api"));
}

for (const auth of ["none", "htpasswd", "token"] satisfies RegistryAuth[]) {
    describe(`a docker-registry with the login "${auth}"`, { skip: registryMissing }, () => {
        let registry: TestRegistry;
        before(async () => {
            registry = await startRegistry({ auth });
            await push(registry, image);
        });
        after(() => registry.stop());

        test("sizes are those that an independent reader finds", async () => {
            const { compressedBytes, unpackedBytes, layers } = await readImageSize(
                clientOf(registry, login(registry)),
                image.digest,
            );
            assert.deepEqual(
                { compressedBytes, unpackedBytes },
                await independently(registry, "team/api", image.digest),
            );
            assert.deepEqual(
                layers.map((layer) => layer.unpackedBytes),
                image.unpackedBytes,
            );
        });

        test("no more than four bytes of a layer are moved", async () => {
            const before = registry.accessLog().length;
            await readImageSize(clientOf(registry, login(registry)), image.digest);
            const blobs = registry
                .accessLog()
                .slice(before)
                .filter(({ path }) => path.includes("/blobs/"));
            assert.deepEqual(
                blobs.map(({ status, bytes }) => [status, bytes]),
                image.layers.map(() => [206, 4]),
            );
        });

        test("an image that was deleted is gone, and back after a push", async () => {
            const gone = makeImage([{ tar: tarLike(3) }]);
            const client = clientOf(registry, login(registry));
            assert.equal(await isPresent(client, gone.digest), false);
            await push(registry, gone);
            assert.equal(await isPresent(client, gone.digest), true);
            await registry.deleteManifest("team/api", gone.digest);
            assert.equal(await isPresent(client, gone.digest), false);
            await push(registry, gone);
            assert.equal(await isPresent(client, gone.digest), true);
        });

        test("a registry that is stopped is unreachable, and what it holds not gone", async () => {
            const client = clientOf(registry, login(registry));
            await registry.pause();
            assert.equal((await failure(isPresent(client, image.digest))).code, "ECONNREFUSED");
            await registry.resume();
            assert.equal(await isPresent(client, image.digest), true);
        });

        test("a wrong password, and no login", {
            skip: auth === "none" && "an open registry takes every login",
        }, async () => {
            const wrong = { username: registry.username, password: "wr0ng-passw0rd" };
            const refused = await failure(isPresent(clientOf(registry, wrong), image.digest));
            assert.equal(refused.code, "UNAUTHORIZED");
            assert.match(
                refused.message,
                /The login of "ci" is wrong or has expired: run "docker login 127\.0\.0\.1:\d+" again/,
            );
            assert.ok(!refused.message.includes(wrong.password));
            const nobody = await failure(isPresent(clientOf(registry), image.digest));
            assert.match(nobody.message, /Run "docker login 127\.0\.0\.1:\d+", or give the argument "registry"\.$/);
        });
    });
}

describe("a token server", { skip: registryMissing }, () => {
    let registry: TestRegistry;
    before(async () => {
        registry = await startRegistry({ auth: "token" });
        await push(registry, image);
    });
    after(() => registry.stop());

    test("whose tokens have expired", async () => {
        const { rules } = registry.tokens ?? assert.fail();
        rules.lifetimeSeconds = -300;
        const refused = await failure(isPresent(clientOf(registry, login(registry)), image.digest));
        assert.equal(refused.status, 401);
        assert.match(refused.message, /: INVALID_TOKEN: .*\. The login of "ci" is wrong or has expired: /);
        rules.lifetimeSeconds = 300;
        assert.equal(await isPresent(clientOf(registry, login(registry)), image.digest), true);
    });

    test("whose tokens do not grant reading", async () => {
        const { rules } = registry.tokens ?? assert.fail();
        rules.actions = ["push"];
        const refused = await failure(isPresent(clientOf(registry, login(registry)), image.digest));
        rules.actions = ["pull", "push"];
        assert.equal(refused.status, 401);
        assert.match(
            refused.message,
            /: INSUFFICIENT_SCOPE: .*\. Let "ci" read the repository, or log in with one that may/,
        );
    });

    test("that takes an identity token", async () => {
        const { identityToken } = registry.tokens ?? assert.fail();
        const client = clientOf(registry, { username: "<token>", password: "", identityToken });
        assert.equal(await isPresent(client, image.digest), true);
    });
});
