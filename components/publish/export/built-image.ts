import type Docker from "dockerode";
import type { LaidOver } from "../order";

/** What an engine tells of an image that it has built. */
export interface BuiltImage {
    id: string;
    os: string;
    architecture: string;
    variant: string;
    /** Settings, as Docker writes them. */
    config: { [name: string]: unknown };
    /** Its layers from the base upwards, as the engine identifies them. */
    engineDiffIds: string[];
}

/** An archive with nothing in it: what a step leaves that changes no file. */
export const EMPTY_LAYER = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

/** @throws Error if the engine has no such image */
export async function inspectImage(engine: Docker, id: string): Promise<BuiltImage> {
    const found = await engine.getImage(id).inspect();
    const { Os, Architecture, Config, RootFS } = found;
    return {
        id,
        os: Os,
        architecture: Architecture,
        variant: variantOf(Architecture, (found as { Variant?: string }).Variant),
        config: { ...Config },
        engineDiffIds: RootFS.Layers ?? [],
    };
}

/** An image with all but its last layer, and its settings, replaced by what was published. */
export function laidOver(image: BuiltImage, { config, layers }: LaidOver): BuiltImage {
    const below = layers.map(({ engineDiffId }) => engineDiffId);
    return { ...image, config, engineDiffIds: [...below, ...image.engineDiffIds.slice(-1)] };
}

/** Only some engines name the variant that an architecture has anyhow. */
function variantOf(architecture: string, variant = ""): string {
    return architecture === "arm64" && variant === "v8" ? "" : variant;
}
