/** Packages of the official slim images, beside Debian's smallest system. `python3-venv` brings pip as a wheel. */
export const slimPackages = words(`
    ca-certificates netbase python-is-python3 python3 python3-venv tzdata usr-is-merged
`);

/** The same, of a Python that is not the release's own. */
export function otherPython(version: string): string[] {
    return words(`ca-certificates netbase python${version} python${version}-venv tzdata usr-is-merged`);
}

/** Packages of the official full images: those of `buildpack-deps`, then what Python's own images add. */
export const fullPackages = [
    ...slimPackages,
    ...words(`
        autoconf automake bzip2 curl default-libmysqlclient-dev dpkg-dev file g++ gcc git gnupg imagemagick
        libbz2-dev libc6-dev libcurl4-openssl-dev libdb-dev libevent-dev libffi-dev libgdbm-dev libglib2.0-dev
        libgmp-dev libjpeg-dev libkrb5-dev liblzma-dev libmagickcore-dev libmagickwand-dev libmaxminddb-dev
        libncurses-dev libpng-dev libpq-dev libreadline-dev libsqlite3-dev libssl-dev libtool libwebp-dev libxml2-dev
        libxslt1-dev libyaml-dev make mercurial openssh-client patch procps subversion unzip wget xz-utils zlib1g-dev
        python3-dev tk-dev uuid-dev
    `),
];

function words(text: string): string[] {
    return text.trim().split(/\s+/);
}
