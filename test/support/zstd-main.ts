import { wholeOf } from "../../components/publish/layer/blocks";
import { packLayer } from "../../components/publish/layer/pack-layer";
import { archiveOf } from "../../components/publish/tar/read-file";

/** Packs one layer of so many bytes with zstd at a level, and prints what came of it and the bytes, in base64. */
async function main(length: number, level: number): Promise<void> {
    const content = Buffer.alloc(length, "a layer of a published image, ");
    const { spool, ...packed } = await packLayer([content], archiveOf(Buffer.alloc(0)), { format: "zstd", level });
    const blob = wholeOf([{ start: 0, length: spool.size }], spool);
    process.stdout.write(JSON.stringify({ ...packed, bytes: blob.toString("base64") }));
}

main(Number(process.argv[2]), Number(process.argv[3])).catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
