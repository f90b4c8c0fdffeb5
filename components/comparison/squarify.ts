/** A rectangle, in pixels. */
export interface Rectangle {
    x: number;
    y: number;
    width: number;
    height: number;
}

/**
 * Fills a rectangle with one for each size, in their order, as large as its share and as square as can be: rows are filled
 * along the shorter side, each as long as its worst shape improves (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000).
 *
 * @param sizes positive, largest first
 */
export function squarify(sizes: number[], area: Rectangle): Rectangle[] {
    const scale = (area.width * area.height) / sum(sizes);
    const placed: Rectangle[] = [];
    let rest = area;
    let row: number[] = [];
    for (const size of sizes.map((size) => size * scale)) {
        const side = Math.min(rest.width, rest.height);
        if (row.length > 0 && worst([...row, size], side) > worst(row, side)) {
            placed.push(...laidOut(row, rest));
            rest = without(row, rest);
            row = [];
        }
        row.push(size);
    }
    return row.length === 0 ? placed : [...placed, ...laidOut(row, rest)];
}

/** The least square of the rectangles that a row would have: longer side by shorter side. */
function worst(row: number[], side: number): number {
    const thick = sum(row) / side;
    return Math.max(...row.map((size) => Math.max(thick / (size / thick), size / thick / thick)));
}

function laidOut(row: number[], { x, y, width, height }: Rectangle): Rectangle[] {
    const isColumn = width >= height;
    const thick = sum(row) / (isColumn ? height : width);
    let at = isColumn ? y : x;
    return row.map((size) => {
        const long = size / thick;
        const from = at;
        at += long;
        return isColumn ? { x, y: from, width: thick, height: long } : { x: from, y, width: long, height: thick };
    });
}

function without(row: number[], { x, y, width, height }: Rectangle): Rectangle {
    const taken = sum(row);
    return width >= height
        ? { x: x + taken / height, y, width: width - taken / height, height }
        : { x, y: y + taken / width, width, height: height - taken / width };
}

function sum(sizes: number[]): number {
    return sizes.reduce((total, size) => total + size, 0);
}
