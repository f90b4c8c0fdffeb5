/** Runs work, but no more than so many pieces of it at once; the others wait for their turn. */
export function limitTo(most: number): <T>(work: () => Promise<T>) => Promise<T> {
    let running = 0;
    const waiting: (() => void)[] = [];
    return async (work) => {
        if (running >= most) {
            await new Promise<void>((resolve) => waiting.push(resolve));
        } else {
            running += 1;
        }
        try {
            return await work();
        } finally {
            const next = waiting.shift();
            if (next === undefined) {
                running -= 1;
            } else {
                next();
            }
        }
    };
}
