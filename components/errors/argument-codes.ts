import type { ImageComparisonArgs } from "../comparison/args";
import type { EcrRepositoryArgs } from "../ecr/args";
import type { PythonImageArgs } from "../python-image/args";
import type { ErrorCode } from "./codes";

type Argument = keyof PythonImageArgs | keyof ImageComparisonArgs | keyof EcrRepositoryArgs;

/** The paragraph on each argument: one that is new does not compile without. */
const codes: { [name in Argument]-?: ErrorCode } = {
    repository: "PI1001",
    tag: "PI1002",
    registry: "PI1003",
    push: "PI1004",
    reuseFrom: "PI1005",
    reuse: "PI1006",
    baseUpdates: "PI1006",
    insecure: "PI1007",
    sizeBudget: "PI1010",
    platform: "PI1020",
    platforms: "PI1020",
    engines: "PI1021",
    compression: "PI1022",
    compressionLevel: "PI1022",
    pythonVersion: "PI1101",
    base: "PI1102",
    builderImage: "PI1103",
    runtimeImage: "PI1103",
    strategy: "PI1104",
    prune: "PI1104",
    bytecode: "PI1104",
    installer: "PI1104",
    venvName: "PI1105",
    keep: "PI1106",
    importCheck: "PI1107",
    requirements: "PI1201",
    packages: "PI1202",
    extras: "PI1204",
    groups: "PI1204",
    member: "PI1205",
    installProject: "PI1206",
    installerVersion: "PI1207",
    index: "PI1208",
    gitLogins: "PI1209",
    buildEnvironment: "PI1210",
    buildConstraints: "PI1211",
    noBuildIsolation: "PI1212",
    torchBackend: "PI1213",
    caCertificates: "PI1214",
    buildPackages: "PI1215",
    runtimePackages: "PI1215",
    source: "PI1301",
    workdir: "PI1302",
    prepare: "PI1303",
    smokeTests: "PI1303",
    writable: "PI1304",
    command: "PI1305",
    entrypoint: "PI1305",
    environment: "PI1306",
    labels: "PI1307",
    ports: "PI1308",
    healthcheck: "PI1309",
    user: "PI1310",
    variants: "PI1401",
    repositoryName: "PI1402",
    keepImages: "PI1402",
    untaggedDays: "PI1402",
    scanOnPush: "PI1402",
    immutableTags: "PI1402",
    kmsKey: "PI1402",
    forceDelete: "PI1402",
    tags: "PI1402",
};

/** The paragraph on a mistake at `where`, such as `ports[0]`; a place in a file is one of the requirements. */
export function argumentCode(where: string): ErrorCode {
    const name = /^\w+/.exec(where)?.[0] ?? "";
    return Object.hasOwn(codes, name) ? codes[name as Argument] : "PI1201";
}
