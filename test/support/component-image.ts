import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import { PythonImage, type PythonImageArgs } from "../../components";
import { runUnderMocks } from "./program";
import { type HandmadeImage, makeImage, OCI, tarLike } from "./registry-image";
import type { Tree } from "./tree";

/** A package as the inventory of an image tells of it. */
export interface ListedPackage {
    name: string;
    version: string;
    bytes: number;
}

/** What an image says of itself. */
export interface ImageClaims {
    contentHash?: string;
    base?: { name: string; digest: string };
    /** Defaults to `amd64`. */
    architecture?: string;
    /** Blocks of 512 bytes in its first layer. Defaults to 20. */
    blocks?: number;
    packages?: ListedPackage[];
    warnings?: string[];
}

/** An image such as the component publishes, made by hand. */
export async function componentImage(claims: ImageClaims = {}): Promise<HandmadeImage> {
    const { contentHash, base, architecture, blocks = 20, packages = [], warnings } = claims;
    const components = packages.map(({ name, version, bytes }) => ({
        type: "library",
        name,
        version,
        properties: [{ name: "python-image:bytes", value: String(bytes) }],
    }));
    const archive = pack();
    archive.entry({ name: "usr/share/python-image/sbom.cdx.json" }, JSON.stringify({ components }));
    if (warnings !== undefined) {
        archive.entry({ name: "usr/share/python-image/warnings.json" }, JSON.stringify(warnings));
    }
    archive.finalize();
    const labels = {
        ...(contentHash === undefined ? {} : { "dev.python-image.content-hash": contentHash }),
        ...(base === undefined
            ? {}
            : {
                  "org.opencontainers.image.base.name": base.name,
                  "org.opencontainers.image.base.digest": base.digest,
              }),
    };
    const history = ["FROM python:3.13-slim", "COPY /out/sbom /"].map((created_by) => ({ created_by }));
    const more = { labels, ...(architecture === undefined ? {} : { architecture }) };
    return makeImage([{ tar: tarLike(blocks) }, { tar: await buffer(archive) }], OCI, history, more);
}

/** Bases whose digest nobody has to be asked for. */
export const fixedBases = {
    builderImage: `python:3.13-slim@sha256:${"a".repeat(64)}`,
    runtimeImage: `python:3.13-slim@sha256:${"b".repeat(64)}`,
};

/** The `contentHash` of a component with these arguments, and fixed bases. */
export async function contentHashOf(
    t: { after(done: () => void): void },
    args: Partial<PythonImageArgs> = {},
    tree: Tree = {},
): Promise<string> {
    const declared = { repository: "r/api", packages: ["six"], ...fixedBases, ...args };
    const { outputs } = await runUnderMocks(t, () => ({ hash: new PythonImage("api", declared).contentHash }), {
        tree,
    });
    return outputs.hash?.value as string;
}
