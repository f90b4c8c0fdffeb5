import type { LayerCompression } from "../../publish/compression";
import type { Healthcheck } from "../args";
import type { Bytecode, Installer, Prune, Strategy } from "../choices";
import type { Dependencies } from "./dependencies";
import type { Installers } from "./installers";
import type { Value } from "./late-value";

/** Everything that shapes the Dockerfile and the staged context, with every default filled in. Plain data. */
export interface BuildPlan {
    strategy: Strategy;
    installer: Installer;
    /** What the installer stage has to install. */
    installers: Installers;
    /** Constraints for what builds packages from source. */
    buildConstraints: string[];
    /** Normalised names of packages that are built in the environment itself, after all others. */
    noBuildIsolation: string[];
    torchBackend: string | undefined;
    /** Reference of the builder's base where no `builderImage` is given. */
    defaultBuilderImage: string;
    /** Reference of the final stage's base where no `runtimeImage` is given. */
    defaultRuntimeImage: string;
    dependencies: Dependencies;
    /** Absolute path of the environment in the image: `/opt/<venvName>`. */
    environment: string;
    /** Whether packages come from elsewhere than the installer's own default. */
    hasIndex: boolean;
    /** Names of the variables that the installation and `prepare` see. */
    buildEnvironment: string[];
    /** Those among them that a requirements file, `packages` or the URL of an index names as `${NAME}`. */
    namedVariables: string[];
    /** Hosts of the Git servers that there are logins for. */
    gitHosts: string[];
    /** Paths of PEM files. */
    caCertificates: string[];
    /** Directory of application code, if any. */
    source: string | undefined;
    workdir: string;
    /** Commands that run once the source is laid out. */
    prepare: string[][];
    /** Commands that have to exit 0 in the finished image. */
    smokeTests: string[][];
    /** Absolute paths of directories that belong to the user. */
    writable: string[];
    /** Undefined, too, where it holds a value that is not known before the build. */
    command: string[] | undefined;
    entrypoint: string[] | undefined;
    variables: { [name: string]: Value };
    /** Variables that hold while the environment is proven. */
    provenVariables: { [name: string]: string };
    /** Names of the others. */
    lateVariables: string[];
    labels: { [name: string]: Value };
    ports: number[];
    healthcheck: Healthcheck | undefined;
    user: string;
    buildPackages: string[];
    runtimePackages: string[];
    prune: Prune;
    keep: string[];
    bytecode: Bytecode;
    /** Modules of the environment to import; undefined for the top-level modules of the requested packages. */
    importCheck: string[] | undefined;
    /** Modules of `source` to import. */
    sourceImports: string[];
    platform: string;
    /** Of the layers that are pushed. */
    compression: LayerCompression;
}
