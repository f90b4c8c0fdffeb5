// Where Pulumi begins to read what programs in other languages are told; `components/plugin-host.ts` is what it starts.
export { ImageComparison } from "../components/comparison/image-comparison";
export { EcrRepository } from "../components/ecr/ecr-repository";
export { PythonImage } from "../components/python-image/python-image";
