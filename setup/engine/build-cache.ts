import type Docker from "dockerode";

/** Drops what was used least lately of an engine's build cache, until it holds at most so many bytes. */
export async function limitBuildCache(docker: Docker, bytes: number): Promise<void> {
    // The library's own call takes no limit.
    const call = {
        path: "/build/prune?",
        method: "POST",
        options: { all: true, "keep-storage": bytes },
        statusCodes: { 200: true, 500: "server error" },
    };
    await new Promise<void>((resolve, reject) => {
        docker.modem.dial(call, (error) => (error ? reject(error) : resolve()));
    });
}
