import { writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Base, Bytecode, ImageComparison, Installer, Prune, Strategy } from "pulumi-python-image";

const config = new pulumi.Config();
/** As in the usual tutorials: compilers just in case, and everything that pip leaves. */
const byPip = {
    installer: Installer.Pip,
    buildPackages: ["build-essential", "gcc", "python3-dev"],
    prune: Prune.None,
    bytecode: Bytecode.All,
};

const comparison = new ImageComparison("size-comparison", {
    repository: `${config.get("registry") ?? "127.0.0.1:5000"}/size-comparison`,
    requirements: "../quickstart/requirements.txt",
    variants: {
        base: { ...byPip, base: Base.Full, strategy: Strategy.SingleStage },
        slim: { ...byPip, strategy: Strategy.SingleStage },
        "multi-stage": { ...byPip, strategy: Strategy.MultiStage },
        ...(config.getBoolean("alpine")
            ? { alpine: { ...byPip, base: Base.Alpine, buildPackages: ["build-base"] } }
            : {}),
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
