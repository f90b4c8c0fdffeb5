export type { Application } from "./args/application";
export type { GitLogin } from "./args/git-login";
export type { Healthcheck } from "./args/healthcheck";
export type { ImageShape } from "./args/image-shape";
export type { Installation } from "./args/installation";
export type { PackageIndex } from "./args/package-index";
export type { PythonImageArgs } from "./args/python-image-args";
export type { SizeBudget } from "./args/size-budget";
