import assert from "node:assert/strict";
import { test } from "node:test";
import { freeAddress, hardwareAddress } from "../../../../setup/engine/bridge";

const own = "default via 192.0.2.1 dev eth0\n172.17.0.0/16 dev docker0 proto kernel\n";

test("the first network is free on most machines", () => {
    assert.equal(freeAddress(own), "10.203.0.1/24");
});

test("networks that the machine has a route to are left alone, smaller and larger ones, too", () => {
    assert.equal(freeAddress(`${own}10.203.0.0/24 dev other\n`), "10.204.0.1/24");
    assert.equal(freeAddress(`${own}10.203.0.128/25 dev other\n`), "10.204.0.1/24");
    assert.equal(freeAddress(`${own}10.203.0.7 dev other\n`), "10.204.0.1/24");
    assert.equal(freeAddress(`${own}10.192.0.0/12 dev vpn\n`), "10.208.0.1/24");
    assert.equal(freeAddress(`${own}10.203.1.0/24 dev other\n`), "10.203.0.1/24");
});

test("where all of them are taken there is none", () => {
    assert.equal(freeAddress("10.0.0.0/8 dev vpn\n"), undefined);
});

test("the hardware address is a local one, made from the IP", () => {
    assert.equal(hardwareAddress("10.203.0.1/24"), "02:42:0a:cb:00:01");
});
