import type { ImageShape } from "../args";
import { Installer } from "../choices";
import type { Dependencies } from "./dependencies";
import type { MarkerEnvironment } from "./markers/environment";
import type { Problems } from "./problem";
import { readSpecifiers } from "./read-specifiers";

/** Checks the arguments that say how packages are built and chosen, together with what they are read from. */
export function checkBuilds(
    args: ImageShape,
    { format }: Dependencies,
    environment: MarkerEnvironment,
    problems: Problems,
): void {
    if (args.installerVersion !== undefined && !/^\d+(\.\d+)*\w*$/.test(args.installerVersion)) {
        const remedy = 'Give it as it was released: "0.12.1".';
        problems.add("installerVersion", "a version", args.installerVersion, remedy);
    }
    for (const [place, name] of (args.noBuildIsolation ?? []).entries()) {
        if (!/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name)) {
            const remedy = "Its version belongs in `requirements` or `packages`.";
            problems.add(`noBuildIsolation[${place}]`, "the name of a package", name, remedy);
        }
    }
    const constraints = args.buildConstraints ?? [];
    readSpecifiers(constraints, environment, problems, "buildConstraints");
    if (constraints.length > 0 && format === "uv") {
        const expected = "no such constraints with uv.lock, which holds its own";
        const remedy = "Give `build-constraint-dependencies` in `[tool.uv]` of pyproject.toml, and run `uv lock`.";
        problems.add("buildConstraints", expected, constraints, remedy);
    }
    checkTorchBackend(args, format, problems);
}

function checkTorchBackend({ torchBackend, installer }: ImageShape, format: string, problems: Problems): void {
    if (torchBackend === undefined) {
        return;
    }
    if (!/^[a-z0-9.]+$/.test(torchBackend)) {
        const remedy = 'Such as "cpu", "cu128", "rocm6.3", "xpu" or "auto".';
        problems.add("torchBackend", "the name of a backend", torchBackend, remedy);
    }
    if (!["requirements", "specifiers", "pyproject"].includes(format)) {
        const got = { phrase: `${torchBackend} beside a lock file, which holds one build of torch` };
        const remedy =
            format === "uv"
                ? "Name that backend's index in `[tool.uv.sources]` of pyproject.toml, and run `uv lock`."
                : "Lock torch from that backend's index, such as https://download.pytorch.org/whl/cpu.";
        problems.add("torchBackend", "requirements that are not locked", got, remedy);
    } else if (installer === Installer.Pip) {
        const remedy =
            "Leave out `installer`, or ask for that build itself: `torch==2.9.1+cpu`, with " +
            '`index: { extraUrls: ["https://download.pytorch.org/whl/cpu"] }`.';
        problems.add("torchBackend", "uv, which alone knows backends", { phrase: "pip" }, remedy);
    }
}
