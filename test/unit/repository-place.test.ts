import assert from "node:assert/strict";
import { test } from "node:test";
import { placeNotes } from "../../components/python-image/flow/decide";

test("a repository where only Docker itself may push is told of", () => {
    for (const name of ["dice", "ghcr.io", "docker.io/library/dice"]) {
        const [note = ""] = placeNotes(name);
        assert.ok(note.startsWith(`"${name}" is docker.io/library/`), note);
    }
    assert.match(placeNotes("dice")[0] ?? "", /"ghcr\.io\/team\/dice", or an account on Docker Hub: "team\/dice"\.$/);
    for (const name of ["team/dice", "ghcr.io/dice", "127.0.0.1:5000/library/dice", "localhost/dice"]) {
        assert.deepEqual(placeNotes(name), []);
    }
});
