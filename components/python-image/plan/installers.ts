import type { ImageShape } from "../args";
import { Installer } from "../choices";
import type { Dependencies } from "./dependencies";

/** What installs, as requirements of its own. */
export interface Installers {
    /** The first choice: pinned versions, so that the same input gives the same image, and what the project demands of them. */
    preferred: string[];
    /** What the project demands, for where no pinned version is that. Empty where it demands nothing. */
    demanded: string[];
}

type Tool = "uv" | "pip" | "poetry" | "pipenv";

const pinned: { [tool in Tool]: string } = { uv: "0.13.9", pip: "25.3", poetry: "2.5.1", pipenv: "2026.10.3" };
/** Fits the pinned Poetry; another one gets the plug-in that fits it. */
const exportPlugin = "poetry-plugin-export";
const pinnedExportPlugin = `${exportPlugin}==1.10.1`;

/** The program that `installerVersion` is the version of: what reads the lock file, or else installs. */
export function chiefInstaller(args: ImageShape, { format }: Dependencies): Tool {
    if (format === "poetry" || format === "pipenv") {
        return format;
    }
    return ["uv", "pylock", "pyproject"].includes(format) ? "uv" : (args.installer ?? Installer.Uv);
}

/** What the installer stage has to install; pip is there already unless a version of it is needed. */
export function installersOf(args: ImageShape, dependencies: Dependencies): Installers {
    const chief = chiefInstaller(args, dependencies);
    const usesPip = args.installer === Installer.Pip;
    const needsPip = usesPip && ((args.buildConstraints ?? []).length > 0 || args.installerVersion !== undefined);
    const others: Tool[] = usesPip ? (needsPip ? ["pip"] : []) : ["uv"];
    const tools = chief === "pip" ? others : [...new Set([chief, ...others])].sort(byPlace);
    const demand = args.installerVersion === undefined ? dependencies.installerDemand : undefined;
    const of = (tool: Tool, version: string) => requirements(tool, version, version === pinned[tool]);
    const version = (tool: Tool) => (tool === chief && args.installerVersion) || pinned[tool];
    const preferred = tools.flatMap((tool) => of(tool, version(tool)));
    if (demand === undefined) {
        return { preferred, demanded: [] };
    }
    const demanded = `${demand.tool}${specifier(demand.spec)}`;
    const rest = tools.filter((tool) => tool !== demand.tool).flatMap((tool) => of(tool, version(tool)));
    return {
        preferred: [...preferred, demanded],
        demanded: [...rest, demanded, ...(demand.tool === "poetry" ? [exportPlugin] : [])],
    };
}

/** uv first: it is the one that is shared most. */
function byPlace(one: Tool, other: Tool): number {
    const places: Tool[] = ["uv", "pip", "poetry", "pipenv"];
    return places.indexOf(one) - places.indexOf(other);
}

function requirements(tool: Tool, version: string, isPinned: boolean): string[] {
    const plugin = isPinned ? pinnedExportPlugin : exportPlugin;
    return [`${tool}==${version}`, ...(tool === "poetry" ? [plugin] : [])];
}

/**
 * A demand in the words of pip (PEP 440): uv takes a version alone for exactly that one, Poetry knows `^2.1` and `~2.1`.
 */
function specifier(demand: string): string {
    const parts = demand.split(",").map((part) => part.trim().replace(/\s+/g, ""));
    return parts.map((part) => (/^\d/.test(part) ? `==${part}` : caretOrTilde(part))).join(",");
}

/** `^1.2.3` is `>=1.2.3,<2`; `~1.2.3` is `>=1.2.3,<1.3`, `~1` is `>=1,<2`. */
function caretOrTilde(part: string): string {
    const [, sign, version = ""] = /^([\^~])(\d[\w.]*)$/.exec(part) ?? [];
    if (sign === undefined) {
        return part;
    }
    const numbers = version.split(".").map(Number);
    const kept = sign === "~" ? Math.min(numbers.length, 2) : 1 + numbers.findIndex((one) => one > 0);
    const upper = numbers.slice(0, kept || 1);
    upper.push((upper.pop() ?? 0) + 1);
    return `>=${version},<${upper.join(".")}`;
}
