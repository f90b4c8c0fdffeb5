import assert from "node:assert/strict";
import { test } from "node:test";
import { wantedInstallers } from "../../components/python-image/plan/verify-settings";
import { planOf } from "../support/plan-files";

test("an installer that only a lock file names stays", () => {
    const lock = '[[packages]]\nname = "Setuptools"\nversion = "80"\n';
    const plan = planOf({ requirements: "pylock.toml" }, { "pylock.toml": lock });
    assert.deepEqual(wantedInstallers(plan), ["setuptools"]);
});
