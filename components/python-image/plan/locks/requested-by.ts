import type { MarkerEnvironment } from "../markers/environment";
import { mayHold } from "../markers/judge";
import { type Table, table, textsOf } from "../tables";
import { edgeOf } from "./specifier";

/** Names of what `[project]` asks for by itself. */
export function requestedBy(project: Table, environment: MarkerEnvironment): string[] {
    const edges = textsOf(table(project, "project").dependencies).map(edgeOf);
    return edges.filter(({ marker }) => mayHold(marker, environment)).map(({ name }) => name);
}
