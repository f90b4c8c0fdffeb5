/** Images that one program builds and publishes at the same time. */
const slots = 4;

let free = slots;
const waiting: (() => void)[] = [];

/** Does something once a slot is free, and frees it again however that ends. */
export async function inSlot<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) {
        free -= 1;
    } else {
        await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
        return await work();
    } finally {
        const next = waiting.shift();
        if (next === undefined) {
            free += 1;
        } else {
            next();
        }
    }
}
