import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { withAddress } from "../errors/address";
import { argumentCode } from "../errors/argument-codes";
import { CodedError, codeOf } from "../errors/coded-error";
import { repositoryProblem, tagProblem } from "../registry/reference";
import { indexUrlProblem } from "./plan/index-url";

/** Reports a failure as one of the component, without a stack trace of this package. */
export function failOn(resource: pulumi.Resource, error: unknown): never {
    if (error instanceof pulumi.ResourceError) {
        throw quietly(error);
    }
    const message = withAddress(error instanceof Error ? error.message : String(error), codeOf(error));
    throw quietly(new pulumi.ResourceError(message, resource, true));
}

function quietly(failure: pulumi.ResourceError): pulumi.ResourceError {
    // Pulumi inspects what was thrown: without this, with all resources that hang together with this one, for minutes.
    return Object.defineProperty(failure, inspect.custom, { value: () => failure.message, configurable: true });
}

/** Checks the name of a repository that only another resource could tell. */
export function checkedRepository(text: unknown, resource: pulumi.Resource): string {
    return checkedText("repository", text, repositoryProblem, resource);
}

/** Checks a tag that only another resource could tell. */
export function checkedTag(text: unknown, resource: pulumi.Resource): string {
    return checkedText("tag", text, tagProblem, resource);
}

/** An output may hold anything at all, such as what another stack does not have. */
function checkedText(
    where: string,
    text: unknown,
    problemOf: (text: string) => string | undefined,
    resource: pulumi.Resource,
): string {
    return typeof text === "string"
        ? checked(text, problemOf(text), resource)
        : failOn(
              resource,
              new CodedError(
                  argumentCode(where),
                  `${where}: expected a string, got ${text}. Check the output that it comes from.`,
              ),
          );
}

/** Checks the URL of an index that only another resource could tell. */
export function checkedIndexUrl(where: string, url: string, resource: pulumi.Resource): string {
    return checked(url, indexUrlProblem(where, url), resource);
}

function checked(text: string, problem: string | undefined, resource: pulumi.Resource): string {
    return problem === undefined ? text : failOn(resource, new CodedError(argumentCode(problem), problem));
}
