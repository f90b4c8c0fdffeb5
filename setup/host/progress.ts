/** Tells the person at the terminal what is being put in place; standard output stays free for results. */
export function say(text: string): void {
    process.stderr.write(`setup: ${text}\n`);
}
