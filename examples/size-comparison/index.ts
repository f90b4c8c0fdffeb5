import { writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Base, Bytecode, ImageComparison, Installer, Prune, Strategy } from "pulumi-python-image";

const config = new pulumi.Config();
const asPipLeavesIt = { installer: Installer.Pip, prune: Prune.None, bytecode: Bytecode.All };

const comparison = new ImageComparison("size-comparison", {
    repository: `${config.get("registry") ?? "127.0.0.1:5000"}/size-comparison`,
    requirements: "../quickstart/requirements.txt",
    variants: {
        base: { ...asPipLeavesIt, base: Base.Full, strategy: Strategy.SingleStage },
        slim: { ...asPipLeavesIt, strategy: Strategy.SingleStage },
        "multi-stage": { ...asPipLeavesIt, strategy: Strategy.MultiStage },
        ...(config.getBoolean("alpine") ? { alpine: { ...asPipLeavesIt, base: Base.Alpine } } : {}),
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
