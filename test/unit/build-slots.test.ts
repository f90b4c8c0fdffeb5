import assert from "node:assert/strict";
import { test } from "node:test";
import { inSlot } from "../../components/python-image/flow/build-slots";

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

test("four images are built at a time, and one that fails frees its slot", async () => {
    let atOnce = 0;
    let most = 0;
    const build = (fails: boolean) =>
        inSlot(async () => {
            most = Math.max(most, ++atOnce);
            await soon();
            atOnce -= 1;
            if (fails) throw new Error("no");
        });
    const ended = await Promise.allSettled([...Array(10).keys()].map((place) => build(place % 3 === 0)));
    assert.equal(most, 4);
    assert.equal(ended.filter(({ status }) => status === "rejected").length, 4);
});
