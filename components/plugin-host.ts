import { join } from "node:path";
import { componentProviderHost } from "@pulumi/pulumi/provider/experimental";
import { ImageComparison } from "./comparison/image-comparison";
import { EcrRepository } from "./ecr/ecr-repository";
import { PythonImage } from "./python-image/python-image";

// Pulumi starts this, compiled, for programs in other languages: it would compile TypeScript by the options that it finds
// in the program's directory. What it tells those languages it reads from the sources, beginning at plugin/index.ts.
componentProviderHost({
    name: "python-image",
    dirname: join(__dirname, "../plugin"),
    components: [PythonImage, ImageComparison, EcrRepository],
});
