import type { PackageSchema, Properties, Property } from "../../plugin/package-schema";

const pageOf: { [name: string]: string } = {
    PythonImage: "python-image",
    EcrRepository: "ecr-repository",
    ImageComparison: "image-comparison",
};

/** A page for each component: arguments, outputs, and the types that they name. */
export function referencePages(schema: PackageSchema): { [path: string]: string } {
    return Object.fromEntries(
        Object.entries(schema.resources).map(([token, { description = "", ...resource }]) => {
            const name = nameOf(token);
            const arguments_ = name === "ImageComparison" ? comparisonArguments(resource) : resource.inputProperties;
            const text = [
                `# ${name}`,
                description.split("\n\n{{% examples %}}")[0],
                "[[toc]]",
                "## Arguments",
                ...(arguments_ === resource.inputProperties
                    ? []
                    : ["All of [PythonImage](./python-image) that shape an image, shared by all variants, and:"]),
                ...properties(arguments_, resource.requiredInputs),
                "## Outputs",
                ...properties(resource.properties ?? {}, Object.keys(resource.properties ?? {})),
                "## Types",
                ...typesOf(schema, [...Object.values(arguments_), ...Object.values(resource.properties ?? {})]),
            ];
            return [`reference/${pageOf[name]}.md`, `${text.join("\n\n")}\n`];
        }),
    );
}

/** Those of the comparison itself: the others are PythonImage's. */
function comparisonArguments({ inputProperties }: { inputProperties: Properties }): Properties {
    const own = ["repository", "registry", "push", "variants"];
    return Object.fromEntries(Object.entries(inputProperties).filter(([name]) => own.includes(name)));
}

function properties(all: Properties, required: string[] = []): string[] {
    return Object.entries(all).map(([name, property]) => {
        const about = [`\`${typeName(property)}\``, ...(required.includes(name) ? [] : ["optional"])].join(", ");
        return `### ${name}\n\n${about}\n\n${prose(property.description ?? "")}`;
    });
}

/** The types that properties name, and those that these name in turn. */
function typesOf(schema: PackageSchema, of: Property[], seen = new Set<string>()): string[] {
    return of.flatMap((property) => {
        const token = (property.$ref ?? property.items?.$ref ?? property.additionalProperties?.$ref ?? "").slice(8);
        const type = schema.types[token];
        if (type === undefined || seen.has(token)) {
            return [];
        }
        seen.add(token);
        const name = nameOf(token);
        if (name === "ImageVariant") {
            return [`### ${name}\n\n${prose(type.description ?? "")}`];
        }
        const values = (type.enum ?? []).map(
            (one) =>
                `| \`${name}.${one.name}\` | \`"${one.value}"\` | ${inCell((one as Property).description ?? "")} |`,
        );
        const rows = Object.entries(type.properties ?? {}).map(
            ([name, one]) => `| \`${name}\` | \`${typeName(one)}\` | ${inCell(one.description ?? "")} |`,
        );
        const table =
            values.length > 0
                ? ["| constant | value | |", "|---|---|---|", ...values]
                : ["| property | type | |", "|---|---|---|", ...rows];
        const inner = typesOf(schema, Object.values(type.properties ?? {}), seen);
        return [`### ${name}\n\n${prose(type.description ?? "")}\n\n${table.join("\n")}`, ...inner];
    });
}

function typeName({ type, $ref, items, additionalProperties }: Property): string {
    if (items !== undefined) {
        return `${typeName(items)}[]`;
    }
    if (additionalProperties !== undefined) {
        return `{ [name]: ${typeName(additionalProperties)} }`;
    }
    return $ref === undefined ? (type ?? "any") : nameOf($ref);
}

function nameOf(token: string): string {
    return token.split(":").at(-1) as string;
}

/** Text outside of code as Markdown that a page made of components does not take for one. */
function prose(text: string): string {
    return text
        .replace(/\nExample:/, "\n\nExample:")
        .split("`")
        .map((part, place) => (place % 2 === 0 ? part.replaceAll("<", "&lt;") : part))
        .join("`")
        .replaceAll("{{", "{ {");
}

function inCell(text: string): string {
    return prose(text).replace(/\n+/g, " ").replaceAll("|", "\\|");
}
