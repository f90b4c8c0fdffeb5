import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "../python-image/python-image";
import type { ImageComparisonArgs } from "./args";
import { comparisonChart } from "./chart";
import { checkArgs } from "./check-args";
import type { ComparisonRow } from "./comparison-row";
import { comparisonPage, type Inventory } from "./page";
import { comparisonTable, markdownTable } from "./table";

export type { ImageComparisonArgs, ImageVariant } from "./args";
export type { ComparisonRow } from "./comparison-row";

/**
 * Several variants of one image, each built and pushed as a `PythonImage` of its own, and their sizes side by side. What
 * they have in common is built once.
 */
export class ImageComparison extends pulumi.ComponentResource {
    /** Sizes of the variants, in their order. */
    readonly rows: pulumi.Output<ComparisonRow[]>;
    /** The sizes with human units and as ratios to the first variant: a table in Markdown. */
    readonly markdown: pulumi.Output<string>;
    /** Bar chart of the sizes. */
    readonly svg: pulumi.Output<string>;
    /** Page, with nothing outside it, of the chart, the table, and the packages of the smallest variant as a treemap. */
    readonly html: pulumi.Output<string>;

    /**
     * @param name name of the component; the `PythonImage` of a variant is called `<name>-<variant>`
     * @param args what the variants share, and in what they differ
     * @param opts a `docker.Provider` in `providers` names the engine that builds
     * @throws pulumi.RunError if arguments are wrong, all of them at once
     */
    constructor(name: string, args: ImageComparisonArgs, opts?: pulumi.ComponentResourceOptions) {
        const variants = checkArgs(name, args);
        super("python-image:index:ImageComparison", name, {}, opts);
        const images = variants.map((variant) => ({
            name: variant.name,
            image: new PythonImage(`${name}-${variant.name}`, variant.args, { parent: this }),
        }));
        this.rows = pulumi.all(images.map(({ name, image }) => comparisonRow(name, image)));
        const packages = pulumi.all(images.map(({ image }) => image.packages));
        this.markdown = this.rows.apply((rows) => markdownTable(comparisonTable(rows)));
        this.svg = this.rows.apply(comparisonChart);
        this.html = pulumi
            .all([this.rows, packages])
            .apply(([rows, packages]) => comparisonPage(name, rows, smallest(rows, packages)));
        this.registerOutputs({ rows: this.rows, markdown: this.markdown, svg: this.svg, html: this.html });
    }
}

function comparisonRow(name: string, { ref, size }: PythonImage): pulumi.Output<ComparisonRow> {
    return pulumi
        .all([ref, size])
        .apply(([ref, { compressedBytes, unpackedBytes }]) => ({ name, ref, compressedBytes, unpackedBytes }));
}

/** The environment of the smallest image of which one is known. */
function smallest(rows: ComparisonRow[], packages: Inventory["packages"][]): Inventory | undefined {
    return rows
        .map(({ name, unpackedBytes }, place) => ({ name, unpackedBytes, packages: packages[place] ?? [] }))
        .filter((one) => one.packages.length > 0)
        .sort((one, other) => one.unpackedBytes - other.unpackedBytes)[0];
}
