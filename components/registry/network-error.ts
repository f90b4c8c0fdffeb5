import { RegistryError, shownUrl } from "./error";

const UNREACHABLE = "Check that the registry runs, that its name is right, and that this machine may reach it.";
const CERTIFICATE = "Put the authority that signed it into a PEM file and name that in NODE_EXTRA_CA_CERTS.";
const NO_HTTPS = "If the registry speaks plain HTTP, and that is meant to be so, give `insecure: true`.";
const AGAIN = "Run it again; if that does not help, look at the registry and at what stands between.";

/** Codes of Node and undici, with what they mean. Only those marked so are worth another try. */
const KNOWN: { [code: string]: { message: string; remedy: string; transient?: boolean } } = {
    ECONNREFUSED: { message: "the connection was refused", remedy: UNREACHABLE },
    ENOTFOUND: { message: "no such host", remedy: UNREACHABLE },
    EHOSTUNREACH: { message: "no route to the host", remedy: UNREACHABLE },
    ENETUNREACH: { message: "no route to the network", remedy: UNREACHABLE },
    EAI_AGAIN: { message: "the name server did not answer", remedy: UNREACHABLE, transient: true },
    ECONNRESET: { message: "the connection was reset", remedy: AGAIN, transient: true },
    EPIPE: { message: "the connection was closed", remedy: AGAIN, transient: true },
    ETIMEDOUT: { message: "the connection timed out", remedy: UNREACHABLE, transient: true },
    UND_ERR_SOCKET: {
        message: "the connection was closed before the answer was whole",
        remedy: AGAIN,
        transient: true,
    },
    UND_ERR_CONNECT_TIMEOUT: { message: "no connection within the time limit", remedy: UNREACHABLE, transient: true },
    UND_ERR_HEADERS_TIMEOUT: { message: "no answer within the time limit", remedy: AGAIN, transient: true },
    UND_ERR_BODY_TIMEOUT: { message: "the answer stopped before it was whole", remedy: AGAIN, transient: true },
    TIMEOUT: { message: "the answer was not whole within the time limit", remedy: AGAIN, transient: true },
    Z_BUF_ERROR: { message: "the compressed data ends too early", remedy: AGAIN, transient: true },
    Z_DATA_ERROR: { message: "the data is not compressed as its manifest says", remedy: AGAIN, transient: true },
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: { message: "the certificate's authority is unknown", remedy: CERTIFICATE },
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { message: "the certificate's authority is unknown", remedy: CERTIFICATE },
    SELF_SIGNED_CERT_IN_CHAIN: { message: "the certificate's authority is unknown", remedy: CERTIFICATE },
    DEPTH_ZERO_SELF_SIGNED_CERT: { message: "the certificate is self-signed", remedy: CERTIFICATE },
    ERR_SSL_WRONG_VERSION_NUMBER: { message: "what answers there does not speak HTTPS", remedy: NO_HTTPS },
    ERR_SSL_PACKET_LENGTH_TOO_LONG: { message: "what answers there does not speak HTTPS", remedy: NO_HTTPS },
    EPROTO: { message: "what answers there does not speak HTTPS", remedy: NO_HTTPS },
    CERT_HAS_EXPIRED: { message: "the certificate has expired", remedy: "Renew it at the registry." },
};

/** An exception of the network as a `RegistryError`; anything else is a mistake of the program and comes back as it is. */
export function networkError(method: string, url: URL, error: unknown): unknown {
    if (error instanceof RegistryError || !(error instanceof Error)) {
        return error;
    }
    const code = codeOf(error);
    if (code === undefined || /^ERR_(?!TLS|SSL)/.test(code)) {
        return error;
    }
    const known = KNOWN[code] ?? {
        message: error.message,
        remedy: UNREACHABLE,
        transient: code.startsWith("UND_ERR_"),
    };
    return new RegistryError({ method, url: shownUrl(url), code, ...known });
}

function codeOf(error: Error): string | undefined {
    if (error.name === "TimeoutError") {
        return "TIMEOUT";
    }
    // Node tries all addresses of a host at once and then reports an AggregateError without a code of its own.
    const first = error instanceof AggregateError ? error.errors[0] : undefined;
    const code = (error as NodeJS.ErrnoException).code ?? (first as NodeJS.ErrnoException | undefined)?.code;
    return typeof code === "string" ? code : undefined;
}
