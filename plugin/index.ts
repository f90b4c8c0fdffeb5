// Where the schema's reader begins to look for the components.
export { components } from "../components/plugin/components";
