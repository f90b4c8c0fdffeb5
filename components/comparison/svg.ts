/** What a picture shows to those who do not see it, and how large it is, in pixels. */
export interface Canvas {
    /** Plain text without markup. */
    title: string;
    width: number;
    height: number;
}

/** Attributes of an element; numbers are rounded to a tenth of a pixel. */
export type Attributes = { [name: string]: string | number };

/** A picture of the elements on white ground, as SVG. Equal elements give equal text. */
export function svgPicture({ title, width, height }: Canvas, elements: string[]): string {
    const size = { width, height, viewBox: `0 0 ${width} ${height}` };
    const ground = svgElement("rect", { width, height, fill: "#ffffff" });
    const head = { role: "img", "aria-label": title, ...size, xmlns: "http://www.w3.org/2000/svg" };
    const style = { "font-family": "sans-serif", "font-size": 14 };
    return svgElement("svg", { ...head, ...style }, `<title>${escaped(title)}</title>`, ground, ...elements);
}

/** One element around others. */
export function svgElement(name: string, attributes: Attributes, ...children: string[]): string {
    const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${written(value)}"`);
    return children.length === 0
        ? `<${name}${list.join("")}/>`
        : `<${name}${list.join("")}>\n${children.join("\n")}\n</${name}>`;
}

/** A line of text whose middle lies at the height `y`. */
export function svgText(text: string, attributes: Attributes): string {
    const list = Object.entries({ "dominant-baseline": "central", ...attributes });
    return `<text${list.map(([name, value]) => ` ${name}="${written(value)}"`).join("")}>${escaped(text)}</text>`;
}

/** About how wide a line of text is, in pixels: sans-serif letters are half as wide as high, some more. */
export function textWidth(text: string, fontSize = 14): number {
    return text.length * fontSize * 0.58;
}

function written(value: string | number): string {
    return typeof value === "number" ? String(Math.round(value * 10) / 10) : escaped(value);
}

const entities: { [character: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it stands in SVG and HTML. */
export function escaped(text: string): string {
    return text.replace(/[&<>"]/g, (character) => entities[character] as string);
}
