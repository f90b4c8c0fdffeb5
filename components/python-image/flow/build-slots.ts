/** Images that one program builds and publishes at the same time. */
const slots = 4;

let free = slots;
const waiting: (() => void)[] = [];

/** The slot of an image that is built and published. */
export interface Slot {
    /** Waits for another image, and lets the others have the slot meanwhile. */
    lend(until: Promise<unknown>): Promise<void>;
}

/** Does something once a slot is free, and frees it again however that ends. */
export async function inSlot<T>(work: (slot: Slot) => Promise<T>): Promise<T> {
    const lend = async (until: Promise<unknown>) => {
        give();
        await until.catch(() => undefined);
        await take();
    };
    await take();
    try {
        return await work({ lend });
    } finally {
        give();
    }
}

async function take(): Promise<void> {
    if (free > 0) {
        free -= 1;
    } else {
        await new Promise<void>((resolve) => waiting.push(resolve));
    }
}

function give(): void {
    const next = waiting.shift();
    if (next === undefined) {
        free += 1;
    } else {
        next();
    }
}
