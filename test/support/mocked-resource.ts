import { after, before } from "node:test";
import * as pulumi from "@pulumi/pulumi";

/** A resource for the tests of one file, which run under mocks: there once they begin. */
export function mockedResource(): { resource: pulumi.Resource } {
    const mocked = {} as { resource: pulumi.Resource };
    before(async () => {
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
            call: () => ({}),
        });
        mocked.resource = new pulumi.ComponentResource("acme:index:Team", "red");
    });
    after(() => pulumi.runtime.disconnect());
    return mocked;
}
