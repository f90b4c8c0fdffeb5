import { CodedError } from "../../errors/coded-error";
import type { ImageSize } from "../../registry/image-size";
import type { SizeBudget } from "../args";
import type { Deployed, LastDeployment } from "../last-deployment";
import type { BaseImage, ImageFacts } from "../outputs/image-facts";
import { compressedExcess, unpackedExcess } from "../size-budget";

/** All that the component tells of a deployed image. */
export interface Facts extends ImageFacts {
    digest: string;
    /** The base of what runs; without a digest where none is known. */
    base: BaseImage;
    /** Whether it was in the registry already. */
    reused: boolean;
    /** What the next update has to know; undefined for what no update of this version has deployed. */
    deployed: Deployed | undefined;
}

const noSize: ImageSize = { compressedBytes: 0, unpackedBytes: 0, layers: [] };
const noBase = { name: "", digest: "" };

/** What the stack itself knows of the image that it deployed last. */
export function factsOfLast(last: LastDeployment): Facts {
    const { digest, size = noSize, packages, warnings, base = noBase, reused, deployed } = last;
    return { digest, size, packages, warnings, base, reused, deployed };
}

/** What is known of an image that only a test's mocks know of: its digest, if they tell one. */
export function factsOfMock(repoDigest: string | undefined): Facts {
    const digest = repoDigest?.slice(repoDigest.indexOf("@") + 1) ?? "";
    return { digest, size: noSize, packages: [], warnings: [], base: noBase, reused: false, deployed: undefined };
}

/** @throws Error that names the largest packages if an image exceeds its budget */
export function judge(image: ImageFacts, budget: SizeBudget, last: ImageSize | undefined): void {
    const excess = compressedExcess(image, budget, last) ?? unpackedExcess(image, budget);
    if (excess !== undefined) {
        throw new CodedError("PI6001", excess);
    }
}
