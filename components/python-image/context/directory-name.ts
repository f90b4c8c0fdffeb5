import { createHash } from "node:crypto";

const mostCharacters = 80;

/**
 * The name of a directory of its own for a component's context: the component's, where that can be one. Otherwise what
 * can, and a hash by which it differs from others of which the same is left.
 */
export function directoryName(component: string): string {
    const fit = component
        .replace(/[^A-Za-z0-9._-]/g, "_")
        .replace(/^\./, "_")
        .slice(0, mostCharacters);
    return fit === component ? fit : `${fit}-${createHash("sha256").update(component).digest("hex").slice(0, 8)}`;
}
