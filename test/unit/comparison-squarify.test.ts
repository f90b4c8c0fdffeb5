import assert from "node:assert/strict";
import { test } from "node:test";
import { squarify } from "../../components/comparison/squarify";

test("the rectangles of the article that describes the method", () => {
    const placed = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
    const rounded = placed.map(({ x, y, width, height }) =>
        [x, y, width, height].map((n) => Math.round(n * 100) / 100),
    );
    assert.deepEqual(rounded, [
        [0, 0, 3, 2],
        [0, 2, 3, 2],
        [3, 0, 1.71, 2.33],
        [4.71, 0, 1.29, 2.33],
        [3, 2.33, 1.2, 1.67],
        [4.2, 2.33, 1.2, 1.67],
        [5.4, 2.33, 0.6, 1.67],
    ]);
});

test("as large as their shares, none over another", () => {
    const sizes = Array.from({ length: 60 }, (_, place) => 1000 / (place + 1) ** 1.5);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const placed = squarify(sizes, { x: 0, y: 0, width: 1000, height: 560 });
    placed.forEach(({ x, y, width, height }, index) => {
        assert.ok(Math.abs((width * height) / 560_000 - (sizes[index] as number) / total) < 1e-9);
        assert.ok(x >= 0 && y >= 0 && x + width <= 1000 + 1e-6 && y + height <= 560 + 1e-6);
        for (const other of placed.slice(index + 1)) {
            const apart =
                other.x >= x + width - 1e-6 ||
                other.x + other.width <= x + 1e-6 ||
                other.y >= y + height - 1e-6 ||
                other.y + other.height <= y + 1e-6;
            assert.ok(apart, `${index}`);
        }
    });
});

test("nothing for nothing", () => {
    assert.deepEqual(squarify([], { x: 0, y: 0, width: 6, height: 4 }), []);
});
