/** Milliseconds between two lines about what is sent. */
const PAUSE_MS = 1000;

/** Tells of the progress, one line at a time. */
export class Progress {
    #sent = 0;
    #toSend = 0;
    #toldAt = 0;
    readonly #tell: (line: string) => void;

    constructor(tell: (line: string) => void = () => {}) {
        this.#tell = tell;
    }

    /** Tells what begins. */
    begin(line: string): void {
        this.#tell(line);
    }

    /** So much more is to be sent. */
    add(bytes: number): void {
        this.#toSend += bytes;
    }

    /** Takes what is sent of something that may turn out to need no sending, and counts as more to send only then. */
    of(bytes: number): (sent: number) => void {
        let isCounted = false;
        return (sent) => {
            if (!isCounted) {
                isCounted = true;
                this.add(bytes);
            }
            this.sent(sent);
        };
    }

    /** So much has been sent. */
    readonly sent = (bytes: number): void => {
        this.#sent += bytes;
        const now = Date.now();
        if (now - this.#toldAt >= PAUSE_MS) {
            this.#toldAt = now;
            this.#tell(`sent ${megabytes(this.#sent)} of ${megabytes(this.#toSend)} MB`);
        }
    };
}

function megabytes(bytes: number): string {
    return (bytes / 1e6).toFixed(1);
}
