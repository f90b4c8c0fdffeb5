import { PythonImage, type PythonImageArgs } from "pulumi-python-image";

/** The arguments come from the benchmark, as JSON. */
const args = JSON.parse(process.env.BENCH_ARGS ?? "{}") as PythonImageArgs;

export const { ref } = new PythonImage("bench", args);
for (let number = 1; number < Number(process.env.BENCH_IMAGES); number++) {
    const own = { repository: `${args.repository}-${number}`, source: `${args.source}-${number}` };
    new PythonImage(`bench-${number}`, { ...args, ...own });
}
