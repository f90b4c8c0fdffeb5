import type { PackageSchema, Properties, Property } from "./package-schema";

/**
 * What in a newer schema breaks programs that were written against an older one: resources, types, properties and choices
 * that are gone, properties of another type, arguments that are required now, outputs that may be missing now.
 */
export function breakingChanges(before: PackageSchema, after: PackageSchema): string[] {
    const resources = Object.entries(before.resources).flatMap(([token, old]) => {
        const now = after.resources[token];
        return now === undefined
            ? [`${token}: gone`]
            : [
                  ...changesOf(`${token} (argument)`, old.inputProperties, now.inputProperties),
                  ...changesOf(`${token} (output)`, old.properties, now.properties),
                  ...newlyRequired(token, old.requiredInputs, now.requiredInputs),
                  ...newlyRequired(`${token} (output)`, now.required, old.required, "may be missing now"),
              ];
    });
    const types = Object.entries(before.types).flatMap(([token, old]) => {
        const now = after.types[token];
        return now === undefined
            ? [`${token}: gone`]
            : [
                  ...changesOf(token, old.properties, now.properties),
                  ...newlyRequired(token, old.required, now.required),
                  ...lostValues(token, old.enum, now.enum),
              ];
    });
    return [...resources, ...types];
}

function changesOf(where: string, before: Properties = {}, after: Properties = {}): string[] {
    return Object.entries(before).flatMap(([name, old]) => {
        const now = after[name];
        if (now === undefined) {
            return [`${where} ${name}: gone`];
        }
        return isWider(old, now) ? [] : [`${where} ${name}: was ${shape(old)}, is ${shape(now)}`];
    });
}

function newlyRequired(where: string, before: string[] = [], after: string[] = [], what = "required now"): string[] {
    return after.filter((name) => !before.includes(name)).map((name) => `${where} ${name}: ${what}`);
}

type Choices = { name: string; value: string }[];

function lostValues(where: string, before: Choices = [], after: Choices = []): string[] {
    return before
        .filter(({ name, value }) => !after.some((one) => one.name === name && one.value === value))
        .map(({ name }) => `${where} ${name}: gone`);
}

/** Whether all that fitted an older type fits a newer one: what was plain may take outputs now, which only Go minds. */
function isWider(old: Property, now: Property): boolean {
    const [inner, innerNow] = [old.items ?? old.additionalProperties, now.items ?? now.additionalProperties];
    const same = old.type === now.type && old.$ref === now.$ref && (old.plain === true || now.plain !== true);
    return same && (inner === undefined || innerNow === undefined ? inner === innerNow : isWider(inner, innerNow));
}

/** The type of a property in words. */
function shape({ type, $ref, items, additionalProperties, plain }: Property): string {
    const inner = items ?? additionalProperties;
    const of = inner === undefined ? "" : ` of ${shape(inner)}`;
    return `${plain ? "plain " : ""}${$ref ?? type}${of}`;
}
