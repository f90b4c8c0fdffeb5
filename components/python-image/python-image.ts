import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { ImageSize } from "../registry/image-size";
import { parseRepository } from "../registry/reference";
import { uniqueName } from "./ancestry";
import type { PythonImageArgs } from "./args";
import { buildInputs } from "./build-inputs";
import { checkArgs } from "./check-args";
import { stageContext } from "./context/stage-context";
import { engineHostOf, warnOfSilence } from "./engine-host";
import { type Destination, nextGeneration } from "./generation";
import type { ImageBuild } from "./image-build";
import { imageHooks, isBuilt } from "./image-hooks";
import { knownValue, whereKnown } from "./known-output";
import { isAsLast, readLastDeployment } from "./last-deployment";
import { type InstalledPackage, noFacts } from "./outputs/image-facts";
import { readFacts } from "./outputs/read-facts";
import { hashOfLasting, keepPassing, passingArguments } from "./passing-arguments";
import { secretsOfUrls } from "./plan/url-login";
import { knownLogin, loginInputs } from "./registry-access";
import { checkedRepository, checkedTag, failOn } from "./resource-error";

const type = "python-image:index:PythonImage";

/**
 * A Python image: requirements installed into a virtual environment in a builder stage, that environment alone copied
 * into a small final stage, proven to work there, and pushed.
 *
 * Destroying it leaves the pushed image in its registry.
 */
export class PythonImage extends pulumi.ComponentResource {
    /** What to deploy: `repository@sha256:…`; the id of the local image with `push: false`. */
    readonly ref: pulumi.Output<string>;
    /** Digest of the pushed manifest, `sha256:…`; the id of the local image with `push: false`. */
    readonly digest: pulumi.Output<string>;
    /** `repository:tag`. */
    readonly taggedRef: pulumi.Output<string>;
    /** Size of the image, read back from the registry; from the engine with `push: false`. */
    readonly size: pulumi.Output<ImageSize>;
    /** Distributions in the environment, largest first. */
    readonly packages: pulumi.Output<InstalledPackage[]>;
    /** Text of the Dockerfile; known in a preview. */
    readonly dockerfile: pulumi.Output<string>;
    /** SHA-256, hexadecimal, of everything that shapes the image; known in a preview as far as its inputs are. */
    readonly contentHash: pulumi.Output<string>;
    /** How often the image had vanished from its registry and was pushed again. */
    readonly generation: pulumi.Output<number>;

    /**
     * @param name name of the component and of the `docker.Image` below it
     * @param args what to build, and where it goes
     * @param opts a `docker.Provider` in `providers` names the engine that builds
     * @throws pulumi.RunError if arguments are wrong, all of them at once
     */
    constructor(name: string, args: PythonImageArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = checkArgs(name, args);
        super(type, name, {}, opts);
        const staged = stageContext(plan, pulumi.getStack(), uniqueName(name, opts?.parent));
        const inputs = buildInputs(args, plan, staged, this);
        const push = args.push ?? true;
        const login = loginInputs(args.registry);
        const repository = pulumi.output(args.repository).apply((text) => checkedRepository(text, this));
        const tag = pulumi
            .output(args.tag ?? inputs.contentHash.apply((hash) => `py-${hash.slice(0, 12)}`))
            .apply((text) => checkedTag(text, this));
        const engineHost = engineHostOf(this);
        const last = readLastDeployment(type, name, opts?.parent);

        const destination: pulumi.Output<Destination> = pulumi.output({
            repository,
            login: knownLogin(login),
            platform: plan.platform,
            push,
            engineHost,
        });
        this.generation = pulumi.unsecret(
            whereKnown(destination).apply(async (to) =>
                to === undefined
                    ? ((await last)?.generation ?? 0)
                    : nextGeneration(await last, to, this).catch((error) => failOn(this, error)),
            ),
        );
        const build: pulumi.Output<ImageBuild> = pulumi.output({
            name,
            context: staged.path,
            buildArguments: pulumi.all(inputs.buildArguments),
            platform: plan.platform,
            network: inputs.network,
            engineHost,
            sizeBudget: args.sizeBudget ?? {},
            secrets: pulumi
                .all([args.index?.password, knownLogin(login), pulumi.all(inputs.buildArguments), inputs.secrets])
                .apply(([one, other, values, more]) => [
                    ...more,
                    one ?? "",
                    other?.password ?? "",
                    ...passingArguments.flatMap((name) => secretsOfUrls(values[name] ?? "")),
                ]),
        });
        const { hooks, wasBuilt } = imageHooks(
            staged.path,
            () => knownValue(build),
            this,
            args.sizeBudget?.unpackedBytes !== undefined,
        );
        if (hooks !== undefined) {
            warnOfSilence(name, engineHost, this);
        }
        const imageArgs: docker.ImageArgs = {
            imageName: pulumi.interpolate`${repository.apply((text) => parseRepository(text).name)}:${tag}`,
            build: {
                context: staged.path,
                dockerfile: `${staged.path}/Dockerfile`,
                args: inputs.buildArguments,
                platform: plan.platform,
                network: inputs.network,
                builderVersion: "BuilderBuildKit",
            },
            skipPush: !push,
            ...(login === undefined ? {} : { registry: login }),
        };
        const hashOfInputs = hashOfLasting(imageArgs, [inputs.contentHash, staged.contextHash]);
        const unchanged = pulumi
            .all([hashOfInputs, this.generation])
            .apply(async ([hash, generation]) => isAsLast(await last, hash, generation));
        const image = new docker.Image(name, imageArgs, {
            parent: this,
            // To delete it deletes nothing, and protected it could not be made again where it has vanished.
            protect: false,
            replacementTrigger: this.generation,
            ...(hooks === undefined ? {} : { hooks }),
            ...(hooks === undefined ? {} : { transforms: [keepPassing(unchanged)] }),
        });

        // A mock of the provider may give none.
        const repoDigest: pulumi.Output<string | undefined> = image.repoDigest;
        const digest = repoDigest.apply((found = "") => found.slice(found.indexOf("@") + 1));
        const facts = pulumi.unsecret(
            pulumi
                .all([destination, digest])
                .apply(async ([to, digest]) =>
                    isBuilt(staged.path)
                        ? readFacts(digest, to, await last, args.sizeBudget ?? {}, this).catch((error) =>
                              failOn(this, error),
                          )
                        : noFacts,
                ),
        );
        // Those that deploy wait until the image was read back and judged.
        this.digest = pulumi.unsecret(pulumi.all([digest, facts]).apply(([read]) => read));
        this.ref = push ? pulumi.interpolate`${repository}@${this.digest}` : this.digest;
        this.taggedRef = pulumi.interpolate`${repository}:${tag}`;
        this.size = facts.apply(({ size }) => size);
        this.packages = facts.apply(({ packages }) => packages);
        this.dockerfile = pulumi.output(staged.dockerfile);
        this.contentHash = inputs.contentHash;
        this.registerOutputs({
            ref: this.ref,
            digest: this.digest,
            taggedRef: this.taggedRef,
            size: this.size,
            packages: this.packages,
            dockerfile: this.dockerfile,
            contentHash: this.contentHash,
            generation: this.generation,
            hashOfInputs: pulumi.unsecret(
                pulumi
                    .all([hashOfInputs, image.repoDigest])
                    .apply(async ([hash]) => (wasBuilt() ? hash : ((await last)?.hashOfInputs ?? ""))),
            ),
        });
    }
}
