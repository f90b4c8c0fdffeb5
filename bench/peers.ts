import { Bytecode, Compression, Prune, Strategy } from "../components";
import { dockerImagePeer } from "./docker-image-peer";
import { dockerfilePeer } from "./dockerfile-peer";
import { BASES } from "./machine";
import type { Peer } from "./peer";
import { programPeer } from "./program-peer";

/** What every other peer is measured against: the article's last and smallest. */
export const YARDSTICK = "article: multi-stage";

const requirements = {
    "requirements.txt": "examples/quickstart/requirements.txt",
    "constraints.txt": "examples/quickstart/constraints.txt",
};
const article = { ...requirements, "install.sh": "bench/peers/install.sh" };
const tools = { "tools/acceptance": "test/acceptance", "tools/verify": "components/verify" };

/** All that is measured: the article's Dockerfiles, uv's guide, this package, and the bound. */
export const peers: Peer[] = [
    dockerfilePeer({ name: "article: base", folder: "single-stage", base: BASES.full, files: article }),
    dockerfilePeer({ name: "article: slim", folder: "single-stage", base: BASES.slim, files: article }),
    dockerfilePeer({ name: YARDSTICK, folder: "multi-stage", base: BASES.slim, files: article }),
    dockerImagePeer("docker.Image of it", BASES.slim, article),
    dockerfilePeer({ name: "uv guide", folder: "uv", base: BASES.slim, files: {} }),
    programPeer("defaults", {}),
    programPeer("twenty of them", {}, 20),
    programPeer("minimal", { strategy: Strategy.Minimal }),
    programPeer("minimal, max", { strategy: Strategy.Minimal, prune: Prune.Max }),
    programPeer("zstd", { compression: Compression.Zstd }),
    programPeer("minimal, zstd", { strategy: Strategy.Minimal, compression: Compression.Zstd }),
    programPeer("minimal, max, zstd", { strategy: Strategy.Minimal, prune: Prune.Max, compression: Compression.Zstd }),
    programPeer("minimal, max, zstd 19", {
        strategy: Strategy.Minimal,
        prune: Prune.Max,
        compression: Compression.Zstd,
        compressionLevel: 19,
    }),
    // What the import check costs: without bytecode the image is the same without it.
    programPeer("no bytecode", { bytecode: Bytecode.None }),
    programPeer("no bytecode, unproven", { bytecode: Bytecode.None, importCheck: [] }),
    programPeer("all bytecode, unproven", { bytecode: Bytecode.All, importCheck: [] }),
    dockerfilePeer({
        name: "bound",
        folder: "bound",
        base: BASES.slim,
        files: { ...requirements, ...tools },
        isTimed: false,
    }),
];
