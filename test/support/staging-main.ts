import { checkArgs } from "../../components/python-image/check-args";
import { stageContext } from "../../components/python-image/context/stage-context";

/** Stages a context of `source` from a time on, in milliseconds: `staging-main.ts <source> <time>`, in the program's folder. */
const [source = "", time = ""] = process.argv.slice(2);
const plan = checkArgs("api", { repository: "r/api", packages: ["six"], source });
while (Date.now() < Number(time)) {
    // All begin in the same millisecond.
}
process.stdout.write(stageContext(plan, "dev", "api").hash);
