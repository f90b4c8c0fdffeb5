import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { causesOf } from "../../components/python-image/diagnosis/causes";
import { beginning, explain } from "../support/failed-step";
import { recordedSources } from "../support/recorded-sources";

describe("what cannot be built or had is told with what to do", () => {
    for (const [name, { output, says }] of Object.entries(recordedSources)) {
        test(name, () => assert.equal(explain(output).split("\n")[0], beginning + says));
    }
});

describe("all that a package is known to need is told at once", () => {
    const header = (name: string) =>
        `fatal error: some.h: No such file or directory\n  × Failed to build \`${name}==1.0\``;
    for (const [name, packages] of [
        ["python-ldap", '"libldap2-dev", "libsasl2-dev"'],
        ["lxml", '"libxml2-dev", "libxslt1-dev"'],
        ["PyGObject", '"libgirepository-2.0-dev", "libcairo2-dev"'],
        ["netCDF4", '"libhdf5-dev", "libnetcdf-dev"'],
    ] as const) {
        test(name, () =>
            assert.ok(explain(header(name)).includes(`\`buildPackages: [${packages}]\``), explain(header(name))),
        );
    }
});

test("causes have names of their own", () => {
    const names = causesOf("").map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
});
