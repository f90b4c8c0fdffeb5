import * as pulumi from "@pulumi/pulumi";
import { repositoryProblem, tagProblem } from "../registry/reference";
import { indexUrlProblem } from "./plan/index-url";

/** Reports a failure as one of the component, without a stack trace of this package. */
export function failOn(resource: pulumi.Resource, error: unknown): never {
    const message = error instanceof Error ? error.message : String(error);
    throw error instanceof pulumi.ResourceError ? error : new pulumi.ResourceError(message, resource, true);
}

/** Checks the name of a repository that only another resource could tell. */
export function checkedRepository(text: string, resource: pulumi.Resource): string {
    return checked(text, repositoryProblem(text), resource);
}

/** Checks a tag that only another resource could tell. */
export function checkedTag(text: string, resource: pulumi.Resource): string {
    return checked(text, tagProblem(text), resource);
}

/** Checks the URL of an index that only another resource could tell. */
export function checkedIndexUrl(where: string, url: string, resource: pulumi.Resource): string {
    return checked(url, indexUrlProblem(where, url), resource);
}

function checked(text: string, problem: string | undefined, resource: pulumi.Resource): string {
    return problem === undefined ? text : failOn(resource, new Error(problem));
}
