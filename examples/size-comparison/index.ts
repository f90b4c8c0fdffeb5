import { writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Base, Bytecode, ImageComparison, Installer, Prune, Strategy } from "pulumi-python-image";

const config = new pulumi.Config();
/** As in the usual tutorials: everything that pip leaves. */
const byPip = { installer: Installer.Pip, prune: Prune.None, bytecode: Bytecode.All };
/** What they install before pip, just in case, and a single stage cannot leave behind. */
const compilers = ["build-essential", "gcc", "python3-dev"];

const comparison = new ImageComparison("size-comparison", {
    repository: config.get("repository") ?? `${config.get("registry") ?? "127.0.0.1:5000"}/size-comparison`,
    requirements: "../quickstart/requirements.txt",
    variants: {
        base: { ...byPip, base: Base.Full, strategy: Strategy.SingleStage },
        slim: { ...byPip, strategy: Strategy.SingleStage, runtimePackages: compilers },
        "multi-stage": { ...byPip, strategy: Strategy.MultiStage },
        ...(config.getBoolean("alpine") ? { alpine: { ...byPip, base: Base.Alpine } } : {}),
        ours: {},
        minimal: { strategy: Strategy.Minimal },
        "minimal-max": { strategy: Strategy.Minimal, prune: Prune.Max },
    },
});

if (!pulumi.runtime.isDryRun()) {
    comparison.svg.apply((svg) => writeFileSync("size-comparison.svg", svg));
    comparison.html.apply((html) => writeFileSync("index.html", html));
}

export const { rows, markdown } = comparison;
