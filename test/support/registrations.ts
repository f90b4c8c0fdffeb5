import * as pulumi from "@pulumi/pulumi";

/** A resource as a program registered it. */
export interface Registered {
    type: string;
    name: string;
    /** Type and name of the parent: `python-image:index:PythonImage api`. Empty for the stack. */
    parent: string;
    /** Inputs; `Secret` and `unknown` stand where the engine is told so. */
    inputs: unknown;
    /** Type and name of the provider, if it has one of its own. */
    provider: string;
    replacementTrigger: unknown;
    /** Paths of inputs of which changes are ignored. */
    ignoreChanges: string[];
    /** Outputs that a component has registered itself; undefined until it has. */
    outputs?: { [name: string]: unknown };
}

/** An input that is a secret. */
export class Secret {
    constructor(readonly value: unknown) {}
}

/** An input that is not known yet. */
export const unknown = Symbol("unknown");

/** Writes down what the engine is asked to register, which mocks get to see only in part. */
export function recordRegistrations(resources: Registered[]): void {
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
        const ofOwnPackage = request.getProvidersMap().get(request.getType().split(":", 1)[0] ?? "");
        resources.push({
            type: request.getType(),
            name: request.getName(),
            parent: ofUrn(request.getParent()),
            inputs: marked(request.getObject().toJavaScript()),
            provider: ofUrn(request.getProvider() || ofOwnPackage || ""),
            replacementTrigger: marked(request.getReplacementTrigger()?.toJavaScript()),
            ignoreChanges: request.getIgnorechangesList(),
        });
        return register(request, callback);
    };
    const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
    monitor.registerResourceOutputs = (request, callback) => {
        const [type, name] = ofUrn(request.getUrn()).split(" ");
        const resource = resources.find((one) => one.type === type && one.name === name);
        if (resource !== undefined) {
            resource.outputs = marked(request.getOutputs().toJavaScript()) as { [output: string]: unknown };
        }
        return registerOutputs(request, callback);
    };
}

/** Type and name of a resource, from its URN: `urn:pulumi:dev::project::parent$type::name`. */
function ofUrn(urn: string): string {
    const [, , types = "", name = ""] = urn.split("::");
    return `${types.split("$").pop()} ${name}`.trim();
}

/** What the SDK itself registers resources with. */
interface Monitor {
    registerResource(request: RegisterRequest, callback: unknown): unknown;
    registerResourceOutputs(request: OutputsRequest, callback: unknown): unknown;
}

interface OutputsRequest {
    getUrn(): string;
    getOutputs(): { toJavaScript(): unknown };
}

interface RegisterRequest {
    getType(): string;
    getName(): string;
    getParent(): string;
    getProvider(): string;
    getProvidersMap(): Map<string, string>;
    getObject(): { toJavaScript(): unknown };
    getIgnorechangesList(): string[];
    getReplacementTrigger(): { toJavaScript(): unknown } | undefined;
}

function marked(value: unknown): unknown {
    if (value === pulumi.runtime.unknownValue) {
        return unknown;
    }
    if (Array.isArray(value)) {
        return value.map(marked);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (pulumi.runtime.specialSigKey in value) {
        return new Secret(marked((value as { value?: unknown }).value));
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, marked(one)]));
}
