import type { ErrorCode } from "../errors/codes";

/** By code of the network, or of what was read. */
const byCode: { [code: string]: ErrorCode } = {
    ECONNREFUSED: "PI3006",
    ENOTFOUND: "PI3006",
    EHOSTUNREACH: "PI3006",
    ENETUNREACH: "PI3006",
    EAI_AGAIN: "PI3006",
    ETIMEDOUT: "PI3006",
    UND_ERR_CONNECT_TIMEOUT: "PI3006",
    CERT_HAS_EXPIRED: "PI3008",
    SELF_SIGNED_CERT_IN_CHAIN: "PI3008",
    DEPTH_ZERO_SELF_SIGNED_CERT: "PI3008",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "PI3008",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "PI3008",
    TAG_INVALID: "PI3012",
    TAG_IMMUTABLE: "PI3012",
    TOO_LARGE: "PI3011",
    NOT_ENCRYPTED: "PI3014",
    ERR_SSL_WRONG_VERSION_NUMBER: "PI3014",
    ERR_SSL_PACKET_LENGTH_TOO_LONG: "PI3014",
    EPROTO: "PI3014",
    TOO_MANY_REDIRECTS: "PI3010",
};

/** The paragraph on a failed request to a registry. */
export function registryCode(code: string, status: number | undefined): ErrorCode {
    const known = byCode[code];
    if (known !== undefined) {
        return known;
    }
    if (/DIGEST|MISMATCH|TRUNCATED|SIZE_INVALID/.test(code)) {
        return "PI3011";
    }
    switch (status) {
        case undefined:
            return "PI3007";
        case 401:
            return code === "INSUFFICIENT_SCOPE" ? "PI3002" : "PI3001";
        case 403:
            return "PI3002";
        case 404:
            return "PI3003";
        case 429:
            return "PI3004";
        default:
            return status >= 500 ? "PI3005" : "PI3009";
    }
}
