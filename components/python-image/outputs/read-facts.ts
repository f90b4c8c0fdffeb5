import * as pulumi from "@pulumi/pulumi";
import { connectEngine } from "../../engine/connect";
import { CodedError } from "../../errors/coded-error";
import type { SizeBudget } from "../args";
import type { Destination } from "../generation";
import type { LastDeployment } from "../last-deployment";
import { openRepository } from "../registry-access";
import { compressedExcess, unpackedExcess } from "../size-budget";
import { sizeLine } from "../size-report";
import type { ImageFacts } from "./image-facts";
import { readLocalImage } from "./local-image";
import { readPushedImage } from "./pushed-image";

/**
 * Reads a finished image back from where it is, tells its size in one line, and judges it.
 *
 * @throws RegistryError if the registry does not give it
 * @throws Error if it exceeds the budget
 */
export async function readFacts(
    digest: string,
    at: Destination,
    last: LastDeployment | undefined,
    budget: SizeBudget,
    resource: pulumi.Resource,
): Promise<ImageFacts> {
    const facts = at.push
        ? await readPushedImage(
              await openRepository(at.repository, at.login),
              digest,
              at.platform,
              last?.size?.layers ?? [],
          )
        : await readLocalImage(connectEngine(at.engineHost), digest);
    if (!pulumi.runtime.isDryRun()) {
        await pulumi.log.info(sizeLine(facts.size, last?.size), resource);
    }
    const excess = compressedExcess(facts, budget, last?.size) ?? unpackedExcess(facts, budget);
    if (excess !== undefined) {
        throw new CodedError("PI6001", excess);
    }
    return facts;
}
