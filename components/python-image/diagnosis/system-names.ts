/** The `-dev` packages that bring what builds from source miss most often: Debian's name, and Alpine's where it differs. */
const headerPackages: { [wanted: string]: [debian: string, alpine?: string] } = {
    pg_config: ["libpq-dev"],
    "libpq-fe.h": ["libpq-dev"],
    mysql_config: ["libmariadb-dev", "mariadb-connector-c-dev"],
    mariadb_config: ["libmariadb-dev", "mariadb-connector-c-dev"],
    mysqlclient: ["libmariadb-dev", "mariadb-connector-c-dev"],
    "mysql.h": ["libmariadb-dev", "mariadb-connector-c-dev"],
    "Python.h": ["python3-dev"],
    "ffi.h": ["libffi-dev"],
    "libxml/xpath.h": ["libxml2-dev"],
    "libxml/xmlversion.h": ["libxml2-dev"],
    libxml2: ["libxml2-dev"],
    libxslt: ["libxslt1-dev", "libxslt-dev"],
    "openssl/ssl.h": ["libssl-dev", "openssl-dev"],
    "openssl/opensslv.h": ["libssl-dev", "openssl-dev"],
    "zlib.h": ["zlib1g-dev", "zlib-dev"],
    "jpeglib.h": ["libjpeg-dev", "libjpeg-turbo-dev"],
    "sqlite3.h": ["libsqlite3-dev", "sqlite-dev"],
    "ldap.h": ["libldap2-dev", "openldap-dev"],
    "lber.h": ["libldap2-dev", "openldap-dev"],
    "sasl/sasl.h": ["libsasl2-dev", "cyrus-sasl-dev"],
    "krb5.h": ["libkrb5-dev", "krb5-dev"],
    "gssapi/gssapi.h": ["libkrb5-dev", "krb5-dev"],
    "curl/curl.h": ["libcurl4-openssl-dev", "curl-dev"],
    "yaml.h": ["libyaml-dev", "yaml-dev"],
    "sql.h": ["unixodbc-dev"],
    "cairo.h": ["libcairo2-dev", "cairo-dev"],
    "gmp.h": ["libgmp-dev", "gmp-dev"],
    "bzlib.h": ["libbz2-dev", "bzip2-dev"],
    "lzma.h": ["liblzma-dev", "xz-dev"],
};

/** The system package that has a header, program or library; undefined where that is not known. */
export function headerPackage(wanted: string, output: string): string | undefined {
    const [debian, alpine = debian] = headerPackages[wanted] ?? [];
    return isAlpine(output) ? alpine : debian;
}

/** The system packages of a C compiler, as elements of an array. */
export function compilerPackages(output: string): string {
    return isAlpine(output) ? '"build-base"' : '"gcc", "libc6-dev"';
}

/** Whether the builder has apk: its step says so where it fails. */
function isAlpine(output: string): boolean {
    return output.includes("PYTHON_IMAGE_PACKAGES=apk");
}
