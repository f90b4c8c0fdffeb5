/** Takes failures that nothing awaits as the program's own, as Pulumi's runtime does, until its end. */
export function takeRejections(failures: unknown[]): { first: Promise<never>; end(): Promise<void> } {
    const others = process.listeners("unhandledRejection");
    let reject: (error: unknown) => void;
    const first = new Promise<never>((_, fail) => {
        reject = fail;
    });
    const take = (error: unknown) => {
        failures.push(error);
        reject(error);
    };
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", take);
    const end = async () => {
        // Rejections are told of after the turn that they happen in.
        await new Promise((resolve) => setTimeout(resolve, 20));
        process.off("unhandledRejection", take);
        for (const other of others) {
            process.on("unhandledRejection", other);
        }
    };
    return { first, end };
}
