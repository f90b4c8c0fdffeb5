import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { checkedRepository, checkedTag, failOn } from "../../components/python-image/resource-error";
import { withoutAddress } from "../support/error-address";
import { mockedResource } from "../support/mocked-resource";

const mocked = mockedResource();

test("a failure is the component's, and is printed without the resources that hang together with it", () => {
    for (const error of [
        new Error("it is gone"),
        "it is gone",
        new pulumi.ResourceError("it is gone", mocked.resource),
    ]) {
        assert.throws(
            () => failOn(mocked.resource, error),
            (thrown) => {
                assert.ok(thrown instanceof pulumi.ResourceError);
                assert.equal(thrown.resource, mocked.resource);
                const told = error instanceof pulumi.ResourceError ? inspect(thrown) : withoutAddress(inspect(thrown));
                assert.equal(told, "it is gone");
                return true;
            },
        );
    }
});

test("an output that holds nothing is a mistake, and no name", () => {
    assert.throws(
        () => checkedTag(undefined, mocked.resource),
        /tag: expected a string, got undefined\. Check the output/,
    );
    assert.throws(() => checkedRepository(7, mocked.resource), /repository: expected a string, got 7\./);
    assert.equal(checkedTag("1.2", mocked.resource), "1.2");
});
