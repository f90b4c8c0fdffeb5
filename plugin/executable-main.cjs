// What the executable of the plugin runs: the package that lies beside it.
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");

const directory = join(dirname(process.execPath), "lib");
createRequire(join(directory, "package.json"))(join(directory, "node_modules/pulumi-python-image"));
