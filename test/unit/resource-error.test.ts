import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { checkedRepository, checkedTag, failOn } from "../../components/python-image/resource-error";

let resource: pulumi.Resource;
before(async () => {
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
        call: () => ({}),
    });
    resource = new pulumi.ComponentResource("acme:index:Team", "red");
});
after(() => pulumi.runtime.disconnect());

test("a failure is the component's, and is printed without the resources that hang together with it", () => {
    for (const error of [new Error("it is gone"), "it is gone", new pulumi.ResourceError("it is gone", resource)]) {
        assert.throws(
            () => failOn(resource, error),
            (thrown) => {
                assert.ok(thrown instanceof pulumi.ResourceError);
                assert.equal(thrown.resource, resource);
                assert.equal(inspect(thrown), "it is gone");
                return true;
            },
        );
    }
});

test("an output that holds nothing is a mistake, and no name", () => {
    assert.throws(() => checkedTag(undefined, resource), /tag: expected a string, got undefined\. Check the output/);
    assert.throws(() => checkedRepository(7, resource), /repository: expected a string, got 7\./);
    assert.equal(checkedTag("1.2", resource), "1.2");
});
