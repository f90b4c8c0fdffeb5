export {
    type ComparisonRow,
    ImageComparison,
    type ImageComparisonArgs,
    type ImageVariant,
} from "./comparison/image-comparison";
export { EcrRepository, type EcrRepositoryArgs } from "./ecr/ecr-repository";
export type {
    Application,
    GitLogin,
    Healthcheck,
    ImageShape,
    Installation,
    PackageIndex,
    PythonImageArgs,
    SizeBudget,
} from "./python-image/args";
export { Base, BaseUpdates, Bytecode, Compression, Installer, Prune, Strategy } from "./python-image/choices";
export type { BaseImage, InstalledPackage } from "./python-image/outputs/image-facts";
export { PythonImage } from "./python-image/python-image";
export type { ImageSize, LayerSize } from "./registry/image-size";
export type { RegistryLogin } from "./registry/login";
