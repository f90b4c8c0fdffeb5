import * as pulumi from "@pulumi/pulumi";
import type { PackageIndex } from "./args";
import { withoutLogins } from "./plan/url-login";
import { checkedIndexUrl } from "./resource-error";

/** The package indexes as values of a build. */
export interface IndexInputs {
    buildArguments: { [name: string]: pulumi.Input<string> };
    /** Their URLs without logins. */
    urls: pulumi.Output<string[]>;
}

/**
 * The indexes that packages come from; `fillIn` gives the variables that their URLs name. What is wrong with one is a failure
 * of `resource`.
 */
export function indexInputs(
    given: PackageIndex | undefined,
    fillIn: (text: pulumi.Input<string>) => pulumi.Output<string>,
    resource: pulumi.Resource,
): IndexInputs {
    const index = checkedIndex(given, fillIn, resource);
    const urls = pulumi.all([index.url, pulumi.all(index.extraUrls ?? [])]);
    return {
        buildArguments: indexArguments(index),
        urls: pulumi.unsecret(urls.apply(([url, extra]) => [url ?? "", ...extra].map(withoutLogins))),
    };
}

function checkedIndex(
    index: PackageIndex | undefined,
    fillIn: (text: pulumi.Input<string>) => pulumi.Output<string>,
    resource: pulumi.Resource,
): PackageIndex {
    const { url, extraUrls, ...login } = index ?? {};
    const checked = (where: string, text: pulumi.Input<string>) =>
        fillIn(text).apply((filled) => checkedIndexUrl(where, filled, resource));
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
