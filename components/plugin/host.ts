import { main } from "@pulumi/pulumi/provider";
import { PackageProvider } from "./package-provider";

// Pulumi starts this, compiled, for programs in other languages: it would compile TypeScript by the options that it finds
// in the program's directory.
main(new PackageProvider(), process.argv.slice(2));
