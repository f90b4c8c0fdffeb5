import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { learnAncestry, uniqueName, urnEnd } from "../../components/python-image/ancestry";

before(() =>
    pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) }),
);
after(() => pulumi.runtime.disconnect());

const type = "python-image:index:PythonImage";

test("at the top of a program a component goes by its own name", () => {
    assert.equal(uniqueName("api", undefined), "api");
    assert.equal(urnEnd(type, "api", undefined), "python-image:index:PythonImage::api");
});

test("below parents it goes by theirs too", () => {
    const team = new pulumi.ComponentResource("acme:index:Team", "red");
    const service = new pulumi.ComponentResource("acme:web:Service", "shop", {}, { parent: team });
    assert.equal(uniqueName("api", team), "acme.index.Team-red.api");
    assert.equal(uniqueName("api", service), "acme.index.Team-red.acme.web.Service-shop.api");
    assert.equal(urnEnd(type, "api", team), `acme:index:Team$${type}::api`);
    assert.equal(urnEnd(type, "api", service), `acme:index:Team$acme:web:Service$${type}::api`);
});

test("what stands above a component of another program is told by its parent's URN", async () => {
    const at = (urn: string) => new pulumi.DependencyResource(urn);
    const service = at("urn:pulumi:dev::shop::acme:index:Team$acme:web:Service::shop");
    await learnAncestry(service);
    assert.equal(urnEnd(type, "api", service), `acme:index:Team$acme:web:Service$${type}::api`);
    const other = at("urn:pulumi:dev::shop::acme:index:Team$acme:web:Shop::shop");
    await learnAncestry(other);
    assert.notEqual(uniqueName("api", other), uniqueName("api", service));
    const stack = at("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev");
    await learnAncestry(stack);
    await learnAncestry(undefined);
    assert.equal(uniqueName("api", stack), "api");
});

test("the stack, which is above everything, is not counted", () => {
    const stack = new pulumi.ComponentResource("pulumi:pulumi:Stack", "project-dev");
    const team = new pulumi.ComponentResource("acme:index:Team", "red", {}, { parent: stack });
    assert.equal(uniqueName("api", stack), "api");
    assert.equal(uniqueName("api", team), "acme.index.Team-red.api");
    assert.equal(urnEnd(type, "api", team), `acme:index:Team$${type}::api`);
});
