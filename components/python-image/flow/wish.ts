import type * as pulumi from "@pulumi/pulumi";
import type { LayerCompression } from "../../publish/compression";
import type { SizeBudget } from "../args";
import type { KnownLogin } from "../registry-access";

/** What is to be deployed, and where it goes, once all of it is known. */
export interface Wish {
    /** Name of the component, for messages. */
    name: string;
    repository: string;
    tag: string;
    login: KnownLogin | undefined;
    /** Whether the registry speaks plain HTTP; undefined for the default. */
    insecure: boolean | undefined;
    platform: string;
    push: boolean;
    /** Address of the engine, as the Docker provider names it; undefined for its default. */
    engineHost: string | undefined;
    contentHash: string;
    /** Whether what the registry has is deployed as it is. */
    reuse: boolean;
    reuseFrom: string[];
    compression: LayerCompression;
    sizeBudget: SizeBudget;
}

/** The component that wishes it: what is said, and what fails, is said of it. */
export type Wisher = pulumi.ComponentResource;
