/** Builds of environments, by what they are of: they end once the engine has the environment, or will not get it. */
const builds = new Map<string, Promise<void>>();

/**
 * Has the first of several images with one environment build it, before the others begin and find it in the engine's cache:
 * engines run a step twice to which two builds come at the same time.
 *
 * @param build is given what it calls once the environment is built
 */
export async function afterFirst<T>(environment: string, build: (built: () => void) => Promise<T>): Promise<T> {
    const first = builds.get(environment);
    if (first !== undefined) {
        await first;
        return build(() => undefined);
    }
    let built = () => {};
    const end = new Promise<void>((resolve) => {
        built = resolve;
    });
    builds.set(environment, end);
    try {
        return await build(built);
    } finally {
        built();
    }
}
