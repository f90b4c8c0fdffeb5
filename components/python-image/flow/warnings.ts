import * as pulumi from "@pulumi/pulumi";
import { withAddress } from "../../errors/address";

/** Shows what the proof of an image noted, once: not what the stack was told when it was deployed last. */
export async function sayWarnings(warnings: string[], last: string[], component: pulumi.Resource): Promise<void> {
    for (const warning of warnings.filter((one) => !last.includes(one))) {
        await pulumi.log.warn(withAddress(warning, "PI7001"), component);
    }
}
