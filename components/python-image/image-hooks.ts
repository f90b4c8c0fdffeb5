import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
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

/**
 * Hooks of the image: one tells why a build failed, which the provider does not, and has a push that failed for a
 * passing reason tried again; one judges the unpacked size before anything is pushed. Undefined where the monitor
 * cannot register hooks, as in tests with mocks.
 */
export function imageHooks(
    context: string,
    build: () => Promise<ImageBuild>,
    resource: pulumi.Resource,
    judgesSize: boolean,
): pulumi.ResourceHookBinding | undefined {
    const monitor = pulumi.runtime.getMonitor() as { registerErrorHook?: unknown } | undefined;
    if (typeof monitor?.registerErrorHook !== "function") {
        pending.set(context, build);
        taken.delete(context);
        return undefined;
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
    const judge = AsyncResource.bind(async () => judgeBeforePush(await build()));
    const sizeHooks = judgesSize ? { beforeCreate: [judge], beforeUpdate: [judge] } : {};
    return { onError: [errorHook], ...sizeHooks };
}
