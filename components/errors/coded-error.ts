import type { ErrorCode } from "./codes";

/** An error whose message has a paragraph in the catalogue. */
export class CodedError extends Error {
    constructor(
        /** Code of the paragraph. */
        readonly errorCode: ErrorCode,
        message: string,
    ) {
        super(message);
    }
}

/** The code of whatever was thrown. */
export function codeOf(error: unknown): ErrorCode {
    return (error as Partial<CodedError> | undefined)?.errorCode ?? "PI9001";
}
