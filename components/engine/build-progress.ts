import { type BuildStatus, decodeBuildStatus } from "./build-status";

/** A step of a build that failed. */
export interface FailedStep {
    /** The instruction as BuildKit names it: `[builder 2/2] RUN …`. Empty if no step began. */
    step: string;
    /** What the step printed, line by line. */
    output: string[];
    /** The engine's own words. */
    error: string;
}

/** How a build went. */
export type BuildResult = { imageId: string } | { failed: FailedStep };

interface Message {
    id?: string;
    error?: string;
    errorDetail?: { message?: string };
    aux?: string | { ID?: string };
}

/** Follows the stream of a BuildKit build and keeps what each step printed. */
export class BuildProgress {
    /** Instructions in the order in which they began. */
    readonly started: string[] = [];
    readonly #begun = new Set<string>();
    readonly #names = new Map<string, string>();
    readonly #output = new Map<string, string>();
    #imageId = "";
    #error = "";
    #failedVertex = "";

    /** Takes one line of the engine's answer. */
    take(line: string): void {
        if (line.trim() === "") {
            return;
        }
        const message = JSON.parse(line) as Message;
        if (message.id === "moby.buildkit.trace" && typeof message.aux === "string") {
            this.#takeStatus(decodeBuildStatus(message.aux));
        } else if (typeof message.aux === "object") {
            this.#imageId = message.aux.ID ?? this.#imageId;
        }
        this.#error = message.errorDetail?.message ?? message.error ?? this.#error;
    }

    /** How the build went, once the stream has ended. */
    result(): BuildResult {
        if (this.#error === "" && this.#imageId !== "") {
            return { imageId: this.#imageId };
        }
        const output = this.#output.get(this.#failedVertex) ?? "";
        return {
            failed: {
                step: this.#names.get(this.#failedVertex) ?? "",
                output: output.split(/\r?\n/).filter((line) => line.trim() !== ""),
                error: this.#error || "the engine ended its answer without an image",
            },
        };
    }

    #takeStatus(status: BuildStatus): void {
        for (const vertex of status.vertexes) {
            if (vertex.started && !vertex.cached && !this.#begun.has(vertex.digest)) {
                this.#begun.add(vertex.digest);
                this.started.push(vertex.name);
            }
            if (vertex.name !== "") {
                this.#names.set(vertex.digest, vertex.name);
            }
            // Steps that ran beside it are cancelled with it: theirs is not the cause.
            if (vertex.error && !/context canceled/.test(vertex.error)) {
                this.#failedVertex ||= vertex.digest;
            }
        }
        for (const log of status.logs) {
            const text = Buffer.from(log.msg).toString("utf8");
            this.#output.set(log.vertex, (this.#output.get(log.vertex) ?? "") + text);
        }
    }
}
