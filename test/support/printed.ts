/** Runs `action` and gives what this process printed meanwhile, beside its value. */
export async function printed<T>(action: () => Promise<T>): Promise<{ value: T; text: string }> {
    const texts: string[] = [];
    const streams = [process.stdout, process.stderr];
    const writers = streams.map((stream) => stream.write);
    for (const stream of streams) {
        const write = stream.write.bind(stream) as (...words: unknown[]) => boolean;
        stream.write = ((chunk: string | Uint8Array, ...more: unknown[]) => {
            texts.push(String(chunk));
            return write(chunk, ...more);
        }) as typeof stream.write;
    }
    try {
        return { value: await action(), text: texts.join("") };
    } finally {
        for (const [place, stream] of streams.entries()) {
            stream.write = writers[place] as typeof stream.write;
        }
    }
}
