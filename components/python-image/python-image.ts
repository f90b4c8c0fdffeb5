import * as pulumi from "@pulumi/pulumi";
import type { ImageSize } from "../registry/image-size";
import { uniqueName } from "./ancestry";
import type { PythonImageArgs } from "./args";
import { checkArgs } from "./check-args";
import { stageContext } from "./context/stage-context";
import { type Deployment, deploy } from "./flow/deploy";
import { deployPlatforms, openPlatforms } from "./flow/platforms";
import { openSite } from "./flow/site";
import { settledValue } from "./known-output";
import { readLastDeployment } from "./last-deployment";
import type { BaseImage, InstalledPackage } from "./outputs/image-facts";
import { failOn } from "./resource-error";

const type = "python-image:index:PythonImage";

/**
 * A Python image: requirements installed into a virtual environment in a builder stage, that environment alone copied
 * into a small final stage, proven to work there, and pushed.
 *
 * Destroying it leaves the pushed image in its registry.
 */
export class PythonImage extends pulumi.ComponentResource {
    /** What to deploy: `repository@sha256:…`, with `platforms` of the index; the id of the local image with `push: false`. */
    readonly ref: pulumi.Output<string>;
    /** Digest of the pushed manifest, or index, `sha256:…`; the id of the local image with `push: false`. */
    readonly digest: pulumi.Output<string>;
    /** `repository@sha256:…` of each platform's image: for what takes no index, such as AWS Lambda. */
    readonly platformRefs: pulumi.Output<{ [platform: string]: string }>;
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
    /** The base of what runs, and its digest; the id of the engine's image where no registry knows it. */
    readonly base: pulumi.Output<BaseImage>;
    /** Whether the image was in a registry already: then nothing was built. */
    readonly reused: pulumi.Output<boolean>;
    /** What the proof noted and a user should act on; shown as Pulumi warnings, too. */
    readonly warnings: pulumi.Output<string[]>;

    /**
     * @param name name of the component and of the `docker.Image` below it
     * @param args what to build, and where it goes
     * @param opts a `docker.Provider` in `providers` names the engine that builds
     * @throws pulumi.RunError if arguments are wrong, all of them at once
     */
    constructor(name: string, args: PythonImageArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = checkArgs(name, args);
        super(type, name, {}, opts);
        const last = readLastDeployment(type, name, opts?.parent);
        const several = args.platforms && openPlatforms({ type, name, args, component: this, parent: opts?.parent });
        const [firstOfSeveral] = several?.sites.values() ?? [];
        const stage = () => stageContext(plan, pulumi.getStack(), uniqueName(name, opts?.parent));
        const first = firstOfSeveral ?? openSite({ name, args, plan, staged: stage(), component: this, last });
        const site = { ...first, ...several };
        const ofSeveral = several && deployPlatforms(several).catch((error) => failOn(this, error));
        const deployment = ofSeveral ?? deploy(first).catch((error) => failOn(this, error));
        publications.set(this, deployment);

        const facts = pulumi.unsecret(pulumi.output(deployment.then(({ facts }) => facts)));
        // Those that deploy wait until the image is where it shall be, and was judged.
        this.digest = facts.digest;
        this.ref = site.push ? pulumi.interpolate`${site.repository}@${this.digest}` : this.digest;
        const platformDeployments = ofSeveral?.then((all) => all.platformDeployments);
        this.platformRefs =
            platformDeployments === undefined
                ? this.ref.apply((ref) => ({ [plan.platform]: ref }))
                : pulumi.unsecret(pulumi.output(platformDeployments).apply(refsOf));
        this.taggedRef = pulumi.interpolate`${site.repository}:${site.tag}`;
        this.size = facts.size;
        this.packages = facts.packages;
        this.warnings = facts.warnings;
        this.base = facts.base;
        this.reused = facts.reused;
        this.dockerfile = pulumi.output(first.staged.dockerfile);
        this.contentHash = site.contentHash;
        this.generation = pulumi.output(deployment.then(({ generation }) => generation));
        const outputs = {
            ref: this.ref,
            platformRefs: this.platformRefs,
            digest: this.digest,
            taggedRef: this.taggedRef,
            size: this.size,
            packages: this.packages,
            warnings: this.warnings,
            base: this.base,
            reused: this.reused,
            dockerfile: this.dockerfile,
            contentHash: this.contentHash,
            generation: this.generation,
            // What only the next update reads.
            hashOfInputs: deployment.then(({ hashOfInputs }) => hashOfInputs),
            deployed: facts.deployed,
            ...(platformDeployments === undefined ? {} : { platformDeployments }),
        };
        // What fails is reported by itself; the stack keeps what it knew.
        this.registerOutputs(deployment.then(() => outputs).catch(async () => (await last)?.outputs ?? {}));
    }

    /** What depends on the component waits until its image is where it shall be. */
    protected override async initialize(): Promise<void> {
        // Called before the constructor has done its work, which it does at once.
        await undefined;
        await settledValue((await publications.get(this))?.facts ?? pulumi.output(undefined));
    }
}

function refsOf(images: { [platform: string]: { ref: string } }): { [platform: string]: string } {
    return Object.fromEntries(Object.entries(images).map(([platform, { ref }]) => [platform, ref]));
}

/** What becomes of each component. */
const publications = new WeakMap<PythonImage, Promise<Deployment>>();
