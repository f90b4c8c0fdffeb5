import { ImageComparison } from "../comparison/image-comparison";
import { EcrRepository } from "../ecr/ecr-repository";
import { PythonImage } from "../python-image/python-image";

/** The components that programs in other languages can declare. */
export const components = [PythonImage, ImageComparison, EcrRepository];
