import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPlace } from "../../components/python-image/flow/destination";

test("a repository where only Docker itself may push is refused", () => {
    for (const name of ["dice", "ghcr.io", "docker.io/library/dice"]) {
        assert.throws(() => checkPlace(name), { message: new RegExp(`got "${name}", which is docker\\.io/library/`) });
    }
    assert.throws(() => checkPlace("dice"), /"ghcr\.io\/team\/dice", or an account on Docker Hub: "team\/dice"\./);
    for (const name of ["team/dice", "ghcr.io/dice", "127.0.0.1:5000/library/dice", "localhost/dice"]) {
        checkPlace(name);
    }
});
