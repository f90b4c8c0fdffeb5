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

test("a slot whose image waits for another one is lent, and taken back before it goes on", async () => {
    let building = 0;
    let most = 0;
    const enter = () => {
        most = Math.max(most, ++building);
    };
    let finish = () => {};
    const first = new Promise<void>((resolve) => {
        finish = resolve;
    });
    const lending = [...Array(4).keys()].map(() =>
        inSlot(async (slot) => {
            enter();
            building -= 1;
            await slot.lend(first);
            enter();
            await soon();
            building -= 1;
        }),
    );
    const others = [...Array(4).keys()].map((place) =>
        inSlot(async () => {
            enter();
            await soon();
            building -= 1;
            if (place === 3) finish();
        }),
    );
    await Promise.all([...lending, ...others]);
    assert.equal(most, 4);
});
