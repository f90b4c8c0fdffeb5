// Base images: kept, pulled, or made from Debian's packages.
export { ensureBases, removeStandIns } from "./bases";
