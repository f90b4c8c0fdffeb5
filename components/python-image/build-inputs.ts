import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { isLoopback } from "../registry/reference";
import type { PackageIndex, PythonImageArgs } from "./args";
import { Strategy } from "./choices";
import type { StagedContext } from "./context/stage-context";
import { withoutLogins } from "./plan/url-login";
import { checkedIndexUrl } from "./resource-error";

/** Build arguments that BuildKit knows by itself and keeps out of the image's history. */
export const proxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"];

/** What the engine gets beside the staged context. */
export interface BuildInputs {
    buildArguments: { [name: string]: pulumi.Input<string> };
    /** Network of RUN steps; the engine's own where an index is on loopback. */
    network: pulumi.Output<string | undefined>;
    /** SHA-256, hexadecimal, of everything that shapes the image; the login to an index does not. */
    contentHash: pulumi.Output<string>;
}

/** The values that are passed to a build; what is wrong with them is a failure of `resource`. */
export function buildInputs(args: PythonImageArgs, staged: StagedContext, resource: pulumi.Resource): BuildInputs {
    const images = baseImages(args);
    const index = checkedIndex(args.index, resource);
    const urls = pulumi.all([index.url, pulumi.all(index.extraUrls ?? [])]);
    const plain = urls.apply(([url, extra]) => [url ?? "", ...extra].map(withoutLogins));
    const values = pulumi.unsecret(pulumi.all([images, plain]));
    return {
        buildArguments: {
            // Every engine that knows it dates the image and its history so, not with the time of the build.
            SOURCE_DATE_EPOCH: "0",
            ...images,
            ...indexArguments(index),
            ...proxies(process.env),
            ...staged.buildArguments,
        },
        network: pulumi.unsecret(plain.apply((all) => (all.some(isOnLoopback) ? "host" : undefined))),
        contentHash: values.apply((known) =>
            createHash("sha256").update(staged.hash).update(JSON.stringify(known)).digest("hex"),
        ),
    };
}

function baseImages({ strategy, builderImage, runtimeImage }: PythonImageArgs): {
    [name: string]: pulumi.Input<string>;
} {
    const single = strategy === Strategy.SingleStage;
    const builder = builderImage ?? (single ? runtimeImage : undefined);
    return {
        ...(builder === undefined ? {} : { BUILDER_IMAGE: builder }),
        ...(runtimeImage === undefined || single ? {} : { RUNTIME_IMAGE: runtimeImage }),
    };
}

function checkedIndex(index: PackageIndex | undefined, resource: pulumi.Resource): PackageIndex {
    const { url, extraUrls, ...login } = index ?? {};
    const checked = (where: string, given: pulumi.Input<string>) =>
        pulumi.output(given).apply((text) => checkedIndexUrl(where, text, resource));
    return {
        ...login,
        ...(url === undefined ? {} : { url: checked("index.url", url) }),
        ...(extraUrls === undefined
            ? {}
            : { extraUrls: extraUrls.map((one, place) => checked(`index.extraUrls[${place}]`, one)) }),
    };
}

/** They are secrets, and a stage that is part of no image is the only one that declares them. */
function indexArguments(index: PackageIndex): { [name: string]: pulumi.Input<string> } {
    const arguments_: { [name: string]: pulumi.Input<string> } = {};
    if (index.url !== undefined) {
        // Secret in any case: a URL may come with a login in it.
        arguments_.INDEX_URL = pulumi.secret(
            index.password === undefined
                ? index.url
                : pulumi.all([index.url, index.username, index.password]).apply((login) => addLogin(...login)),
        );
    }
    if (index.extraUrls !== undefined) {
        arguments_.EXTRA_INDEX_URLS = pulumi.secret(pulumi.all(index.extraUrls).apply((all) => all.join(" ")));
    }
    return arguments_;
}

function addLogin(base: string, username = "", password = ""): string {
    const url = new URL(base);
    url.username = encodeURIComponent(username);
    url.password = encodeURIComponent(password);
    return url.href;
}

function isOnLoopback(url: string): boolean {
    return URL.canParse(url) && isLoopback(new URL(url).host);
}

/** One with a login in it is a secret. */
function proxies(environment: NodeJS.ProcessEnv): { [name: string]: pulumi.Input<string> } {
    const found = proxyVariables.flatMap((name) => {
        const value = environment[name] ?? environment[name.toLowerCase()];
        return value ? [[name, value.includes("@") ? pulumi.secret(value) : value]] : [];
    });
    return Object.fromEntries(found);
}
