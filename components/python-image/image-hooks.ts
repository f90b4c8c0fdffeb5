import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { withAddress } from "../errors/address";
import { diagnose, type ImageBuild } from "./image-build";

/** Attempts at a push that fails for a passing reason. */
const mostAttempts = 3;

/** Builds of the images whose hooks could not be registered, by the path of their staged context. */
const pending = new Map<string, () => Promise<ImageBuild>>();
/** Whether somebody builds what is declared, where no hooks can be registered. */
let isTakenOn = false;

/**
 * What runs a program without Pulumi's engine says here that it really builds each image, and does for it what the hooks
 * would have done. Under the mocks of a test nobody does.
 */
export function takeOnBuilds(takesOn: boolean): void {
    isTakenOn = takesOn;
    pending.clear();
}

/** The build of a staged context whose hooks could not be registered. */
export function takeBuild(context: string): (() => Promise<ImageBuild>) | undefined {
    return pending.get(context);
}

/** Whether images are really built, and registries asked about them. */
export function isReal(): boolean {
    return isTakenOn || canHook();
}

function canHook(): boolean {
    const monitor = pulumi.runtime.getMonitor() as { registerErrorHook?: unknown } | undefined;
    return typeof monitor?.registerErrorHook === "function";
}

/** What is hooked into an image, and what the hooks have seen. */
export interface ImageHooks {
    /** Undefined where the monitor cannot register hooks, as in tests with mocks. */
    hooks: pulumi.ResourceHookBinding | undefined;
    /**
     * Whether this run has built the image. An update that targets other resources leaves it as it is, whatever its inputs
     * are. Where there are no hooks, it is taken for built.
     */
    wasBuilt(): boolean;
}

/**
 * Hooks of the image: one tells why a build failed, which the provider does not, and has a push that failed for a
 * passing reason tried again; one sees that it was built.
 */
export function imageHooks(context: string, build: () => Promise<ImageBuild>, resource: pulumi.Resource): ImageHooks {
    if (typeof pulumi.ErrorHook !== "function") {
        const remedy = "Run npm install @pulumi/pulumi@latest.";
        const message = `PythonImage: expected @pulumi/pulumi 3.218 or newer, got an older one. ${remedy}`;
        throw new pulumi.RunError(withAddress(message, "PI1404"));
    }
    if (!canHook()) {
        pending.set(context, build);
        return { hooks: undefined, wasBuilt: () => true };
    }
    let attempts = 0;
    const onError = async ({ errors }: pulumi.ErrorHookArgs): Promise<boolean> => {
        const { message, transient } = await diagnose(await build(), errors[0] ?? "");
        attempts += 1;
        if (transient && attempts < mostAttempts) {
            pulumi.log.warn(`${message} Trying again.`, resource);
            await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** attempts));
            return true;
        }
        pulumi.log.error(message, resource);
        return false;
    };
    // In a plugin, a hook is called outside of the component's own context, where nothing is logged.
    const errorHook = new pulumi.ErrorHook(`diagnosis of ${context}`, AsyncResource.bind(onError));
    // Names of hooks are global, and those that Pulumi gives by itself do not tell apart components of one name.
    const hook = (name: string, callback: () => Promise<void>) =>
        new pulumi.ResourceHook(`${name} of ${context}`, AsyncResource.bind(callback));
    let built = false;
    const note = hook("end", async () => {
        built = true;
    });
    const hooks = { onError: [errorHook], afterCreate: [note], afterUpdate: [note] };
    return { hooks, wasBuilt: () => built };
}
