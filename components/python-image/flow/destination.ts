import { CodedError } from "../../errors/coded-error";
import { isLoginRefused } from "../../registry/error";
import { parseRepository } from "../../registry/reference";
import { tryUpload } from "../../registry/writing/upload";
import { openRepository } from "../registry-access";
import type { Wish } from "./wish";

/** @throws CodedError for a repository where only Docker itself may push: mostly a host or an account was forgotten */
export function checkPlace(repository: string): void {
    const { name, path } = parseRepository(repository);
    const own = path.replace(/^library\//, "");
    if (name === `docker.io/library/${own}`) {
        throw new CodedError(
            "PI1001",
            `repository: expected one that you may push to, got ${JSON.stringify(repository)}, which is ${name}: only Docker ` +
                `itself may push there. Name a registry and a path, such as "ghcr.io/team/${own}", or an account on Docker ` +
                `Hub: "team/${own}".`,
        );
    }
}

/**
 * Sees to it that a login is not found to be missing or wrong when all is built.
 *
 * @throws RegistryError if the repository takes nothing by it
 */
export async function checkLogin(wish: Wish): Promise<void> {
    const repository = await openRepository(wish.repository, wish.login, wish.insecure);
    await tryUpload(repository).catch((error) => {
        // What else may be wrong is told by what has to be sent.
        if (isLoginRefused(error)) {
            throw error;
        }
    });
}
