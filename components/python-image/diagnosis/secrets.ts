/** `text` with each secret hidden, as it is and as it stands in a URL. */
export function withoutSecrets(text: string, secrets: string[]): string {
    const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]).filter((form) => form !== "");
    // The longer first: one secret may begin like another.
    return forms
        .sort((one, other) => other.length - one.length)
        .reduce((shown, form) => shown.replaceAll(form, "[secret]"), text);
}
