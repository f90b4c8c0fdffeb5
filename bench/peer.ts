import type { BenchMachine } from "./machine";

/** Where a peer works. */
export interface Workplace {
    /** A folder of its own, with the application's code in `app/`. */
    folder: string;
    /** Repository that takes the image, under the tag `latest`. */
    repository: string;
    machine: BenchMachine;
}

/** One way from the requirements to an image in a registry. */
export interface Peer {
    name: string;
    /** Whether its times mean anything: the bound is not a way to build images. */
    isTimed: boolean;
    /** Whether it is deployed by the Pulumi CLI alone. Defaults to false. */
    needsCli?: boolean;
    /** Puts everything in place; the function that it returns builds and pushes, and is what gets timed. */
    prepare(workplace: Workplace): Promise<() => Promise<void>>;
}
