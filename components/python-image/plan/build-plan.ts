import type { LayerCompression } from "../../publish/compression";
import type { Healthcheck } from "../args";
import type { Bytecode, Installer, Prune, Strategy } from "../choices";
import type { Dependencies } from "./dependencies";

/** Everything that shapes the Dockerfile and the staged context, with every default filled in. Plain data. */
export interface BuildPlan {
    strategy: Strategy;
    installer: Installer;
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
    command: string[] | undefined;
    entrypoint: string[] | undefined;
    variables: { [name: string]: string };
    labels: { [name: string]: string };
    ports: number[];
    healthcheck: Healthcheck | undefined;
    user: string;
    buildPackages: string[];
    runtimePackages: string[];
    prune: Prune;
    keep: string[];
    bytecode: Bytecode;
    /** Modules to import; undefined for the top-level modules of the requested packages. */
    importCheck: string[] | undefined;
    platform: string;
    /** Of the layers that are pushed. */
    compression: LayerCompression;
}
