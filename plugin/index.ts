import { dirname } from "node:path";
import { componentProviderHost } from "@pulumi/pulumi/provider/experimental";
import { ImageComparison } from "../components/comparison/image-comparison";
import { EcrRepository } from "../components/ecr/ecr-repository";
import { PythonImage } from "../components/python-image/python-image";

// Pulumi starts this package for programs in other languages, which know it by the name of its type tokens.
componentProviderHost({
    name: "python-image",
    dirname: dirname(__filename),
    components: [PythonImage, ImageComparison, EcrRepository],
});
