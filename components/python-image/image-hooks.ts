import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { withAddress } from "../errors/address";
import { diagnose, type ImageBuild, judgeBeforePush } from "./image-build";

/** Attempts at a push that fails for a passing reason. */
const mostAttempts = 3;

/** Builds of the images whose hooks could not be registered, by the path of their staged context. */
const pending = new Map<string, () => Promise<ImageBuild>>();
/** Those among them that somebody has taken on. */
const taken = new Set<string>();

/**
 * Takes on the build of a staged context: what runs a program without Pulumi's engine really builds the image, and does
 * for it what the hooks would have done. Undefined where the hooks do that.
 */
export function takeBuild(context: string): (() => Promise<ImageBuild>) | undefined {
    taken.add(context);
    return pending.get(context);
}

/** Whether the image of a staged context is really built: under the mocks of a test nobody does. */
export function isBuilt(context: string): boolean {
    return !pending.has(context) || taken.has(context);
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
 * passing reason tried again; one judges the unpacked size before anything is pushed; one sees that it was built.
 */
export function imageHooks(
    context: string,
    build: () => Promise<ImageBuild>,
    resource: pulumi.Resource,
    judgesSize: boolean,
): ImageHooks {
    if (typeof pulumi.ErrorHook !== "function") {
        const remedy = "Run npm install @pulumi/pulumi@latest.";
        const message = `PythonImage: expected @pulumi/pulumi 3.218 or newer, got an older one. ${remedy}`;
        throw new pulumi.RunError(withAddress(message, "PI1404"));
    }
    const monitor = pulumi.runtime.getMonitor() as { registerErrorHook?: unknown } | undefined;
    if (typeof monitor?.registerErrorHook !== "function") {
        pending.set(context, build);
        taken.delete(context);
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
    const judge = judgesSize ? [hook("size", async () => judgeBeforePush(await build()))] : [];
    const sizeHooks = judgesSize ? { beforeCreate: judge, beforeUpdate: judge } : {};
    let built = false;
    const note = hook("end", async () => {
        built = true;
    });
    const hooks = { onError: [errorHook], afterCreate: [note], afterUpdate: [note], ...sizeHooks };
    return { hooks, wasBuilt: () => built };
}
