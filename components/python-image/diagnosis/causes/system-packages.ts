/** A system package by its name on Debian, and on Alpine where that differs. */
type Names = [debian: string, alpine?: string];

const pq: Names = ["libpq-dev"];
const mariadb: Names = ["libmariadb-dev", "mariadb-connector-c-dev"];
const ldap: Names = ["libldap2-dev", "openldap-dev"];
const sasl: Names = ["libsasl2-dev", "cyrus-sasl-dev"];
const xml2: Names = ["libxml2-dev"];
const xslt: Names = ["libxslt1-dev", "libxslt-dev"];
const xmlsec: Names = ["libxmlsec1-dev", "xmlsec-dev"];
const ssl: Names = ["libssl-dev", "openssl-dev"];
const ffi: Names = ["libffi-dev"];
const zlib: Names = ["zlib1g-dev", "zlib-dev"];
const jpeg: Names = ["libjpeg-dev", "libjpeg-turbo-dev"];
const kerberos: Names = ["libkrb5-dev", "krb5-dev"];
const curl: Names = ["libcurl4-openssl-dev", "curl-dev"];
const odbc: Names = ["unixodbc-dev"];
const cairo: Names = ["libcairo2-dev", "cairo-dev"];
const introspection: Names = ["libgirepository-2.0-dev", "gobject-introspection-dev"];
const glib: Names = ["libglib2.0-dev", "glib-dev"];
const dbus: Names = ["libdbus-1-dev", "dbus-dev"];
const graphviz: Names = ["libgraphviz-dev", "graphviz-dev"];
const hdf5: Names = ["libhdf5-dev", "hdf5-dev"];
const netcdf: Names = ["libnetcdf-dev", "netcdf-dev"];
const gdal: Names = ["libgdal-dev", "gdal-dev"];
const geos: Names = ["libgeos-dev", "geos-dev"];
const proj: Names = ["libproj-dev", "proj-dev"];
const gmp: Names = ["libgmp-dev", "gmp-dev"];
const mpfr: Names = ["libmpfr-dev", "mpfr-dev"];
const mpc: Names = ["libmpc-dev", "mpc1-dev"];
const portaudio: Names = ["portaudio19-dev", "portaudio-dev"];
const sndfile: Names = ["libsndfile1-dev", "libsndfile-dev"];
const snappy: Names = ["libsnappy-dev", "snappy-dev"];
const leveldb: Names = ["libleveldb-dev", "leveldb-dev"];
const rocksdb: Names = ["librocksdb-dev", "rocksdb-dev"];
const zbar: Names = ["libzbar-dev", "zbar-dev"];
const magic: Names = ["libmagic-dev", "file-dev"];
const ffmpeg: Names[] = ["avformat", "avcodec", "avdevice", "avutil", "avfilter", "swscale", "swresample"].map(
    (name) => [`lib${name}-dev`, "ffmpeg-dev"],
);
const zmq: Names = ["libzmq3-dev", "zeromq-dev"];
const git2: Names = ["libgit2-dev"];
const systemd: Names = ["libsystemd-dev", "elogind-dev"];
const sodium: Names = ["libsodium-dev"];
const memcached: Names = ["libmemcached-dev"];
const cups: Names = ["libcups2-dev", "cups-dev"];
const rdkafka: Names = ["librdkafka-dev"];
const freetds: Names = ["freetds-dev"];
const freetype: Names = ["libfreetype-dev", "freetype-dev"];
const lapack: Names = ["libopenblas-dev", "openblas-dev"];
const fortran: Names = ["gfortran"];
const cargo: Names = ["cargo"];
const cmake: Names = ["cmake"];
const swig: Names = ["swig"];
const sqlite: Names = ["libsqlite3-dev", "sqlite-dev"];
const pcsc: Names = ["libpcsclite-dev", "pcsc-lite-dev"];
const usb: Names = ["libusb-1.0-0-dev", "libusb-dev"];
const udev: Names = ["libudev-dev", "eudev-dev"];
const virt: Names = ["libvirt-dev"];
const mecab: Names = ["libmecab-dev", "mecab-dev"];
const bz2: Names = ["libbz2-dev", "bzip2-dev"];
const lzma: Names = ["liblzma-dev", "xz-dev"];
const yaml: Names = ["libyaml-dev", "yaml-dev"];
const protobuf: Names = ["libprotobuf-dev", "protobuf-dev"];
const protoc: Names = ["protobuf-compiler", "protoc"];
const magick: Names = ["libmagickwand-dev", "imagemagick-dev"];
const enchant: Names = ["libenchant-2-dev", "enchant2-dev"];
const tesseract: Names = ["libtesseract-dev", "tesseract-ocr-dev"];
const leptonica: Names = ["libleptonica-dev", "leptonica-dev"];
const poppler: Names = ["libpoppler-cpp-dev", "poppler-dev"];
const ncurses: Names = ["libncurses-dev", "ncurses-dev"];
const fuse: Names = ["libfuse3-dev", "fuse3-dev"];
const alsa: Names = ["libasound2-dev", "alsa-lib-dev"];
const vips: Names = ["libvips-dev", "vips-dev"];
const openjpeg: Names = ["libopenjp2-7-dev", "openjpeg-dev"];
const pcre: Names = ["libpcre2-dev", "pcre2-dev"];

/** What brings a header, a program, a library, or a module of pkg-config that a build misses. */
export const bringing: { [wanted: string]: Names } = {
    pg_config: pq,
    "libpq-fe.h": pq,
    libpq: pq,
    mysql_config: mariadb,
    mariadb_config: mariadb,
    mysqlclient: mariadb,
    mariadb: mariadb,
    libmariadb: mariadb,
    "mysql.h": mariadb,
    "Python.h": ["python3-dev"],
    "ffi.h": ffi,
    libffi: ffi,
    "libxml/xpath.h": xml2,
    "libxml/xmlversion.h": xml2,
    libxml2: xml2,
    "libxml-2.0": xml2,
    libxslt: xslt,
    "libxslt/xslt.h": xslt,
    "libxslt/xsltconfig.h": xslt,
    xmlsec1: xmlsec,
    "xmlsec/xmlsec.h": xmlsec,
    "openssl/ssl.h": ssl,
    "openssl/opensslv.h": ssl,
    "openssl/crypto.h": ssl,
    "openssl/err.h": ssl,
    openssl: ssl,
    "zlib.h": zlib,
    zlib: zlib,
    "jpeglib.h": jpeg,
    "sqlite3.h": sqlite,
    "ldap.h": ldap,
    "lber.h": ldap,
    "sasl/sasl.h": sasl,
    "sasl.h": sasl,
    "krb5.h": kerberos,
    "gssapi/gssapi.h": kerberos,
    "gssapi.h": kerberos,
    "krb5-config": kerberos,
    "curl/curl.h": curl,
    "curl-config": curl,
    "yaml.h": yaml,
    "sql.h": odbc,
    "sqlext.h": odbc,
    "cairo.h": cairo,
    cairo: cairo,
    "girepository-2.0": introspection,
    "gobject-introspection-1.0": ["libgirepository1.0-dev", "gobject-introspection-dev"],
    "glib-2.0": glib,
    "glib.h": glib,
    "dbus-1": dbus,
    "dbus/dbus.h": dbus,
    "graphviz/cgraph.h": graphviz,
    "hdf5.h": hdf5,
    "nc-config": netcdf,
    "netcdf.h": netcdf,
    "gdal-config": gdal,
    "gdal.h": gdal,
    "geos-config": geos,
    "geos_c.h": geos,
    "proj.h": proj,
    "gmp.h": gmp,
    "mpfr.h": mpfr,
    "mpc.h": mpc,
    "portaudio.h": portaudio,
    "sndfile.h": sndfile,
    "snappy-c.h": snappy,
    "snappy.h": snappy,
    "leveldb/db.h": leveldb,
    "rocksdb/db.h": rocksdb,
    "rocksdb/slice.h": rocksdb,
    "zbar.h": zbar,
    "magic.h": magic,
    libavformat: ["libavformat-dev", "ffmpeg-dev"],
    libavcodec: ["libavcodec-dev", "ffmpeg-dev"],
    libavdevice: ["libavdevice-dev", "ffmpeg-dev"],
    "libavformat/avformat.h": ["libavformat-dev", "ffmpeg-dev"],
    "zmq.h": zmq,
    "git2.h": git2,
    libsystemd: systemd,
    "systemd/sd-daemon.h": systemd,
    "sodium.h": sodium,
    "libmemcached/memcached.h": memcached,
    "cups/http.h": cups,
    "cups-config": cups,
    "librdkafka/rdkafka.h": rdkafka,
    "sybfront.h": freetds,
    "ft2build.h": freetype,
    freetype2: freetype,
    openblas: lapack,
    lapack: lapack,
    "pcre2.h": pcre,
    "winscard.h": pcsc,
    "libusb-1.0/libusb.h": usb,
    "libusb.h": usb,
    "libusb-1.0": usb,
    "libudev.h": udev,
    libvirt: virt,
    "mecab-config": mecab,
    "mecab.h": mecab,
    "bzlib.h": bz2,
    "lzma.h": lzma,
    "google/protobuf/message.h": protobuf,
    protoc: protoc,
    "wand/MagickWand.h": magick,
    "enchant.h": enchant,
    tesseract: tesseract,
    "leptonica/allheaders.h": leptonica,
    "poppler-cpp": poppler,
    "poppler/cpp/poppler-document.h": poppler,
    "ncurses.h": ncurses,
    "curses.h": ncurses,
    fuse3: fuse,
    "alsa/asoundlib.h": alsa,
    vips: vips,
    libopenjp2: openjpeg,
    gfortran: fortran,
    cmake: cmake,
    swig: swig,
    ninja: ["ninja-build", "ninja"],
    meson: ["meson"],
    autoreconf: ["autoconf"],
    autoconf: ["autoconf"],
    automake: ["automake"],
    libtoolize: ["libtool"],
    aclocal: ["automake"],
    bison: ["bison"],
    flex: ["flex"],
    patch: ["patch"],
    git: ["git"],
    curl: ["curl"],
    wget: ["wget"],
    unzip: ["unzip"],
    cargo: cargo,
    rustc: cargo,
    go: ["golang-go", "go"],
    node: ["nodejs"],
    npm: ["npm"],
    make: ["make"],
    gcc: ["gcc"],
    "g++": ["g++"],
    "pkg-config": ["pkg-config", "pkgconf"],
};

/** All that the build of a package needs, where that is known: told at once, not one after another. */
export const needs: { [name: string]: Names[] } = {
    "python-ldap": [ldap, sasl],
    psycopg2: [pq],
    psycopg: [pq],
    "psycopg-c": [pq],
    mysqlclient: [mariadb],
    mariadb: [mariadb],
    lxml: [xml2, xslt],
    xmlsec: [xml2, xmlsec],
    pygraphviz: [graphviz],
    pyodbc: [odbc],
    pycairo: [cairo],
    pygobject: [introspection, cairo],
    "dbus-python": [dbus, glib],
    h5py: [hdf5],
    tables: [hdf5, bz2],
    netcdf4: [hdf5, netcdf],
    gdal: [gdal],
    fiona: [gdal],
    rasterio: [gdal],
    pyogrio: [gdal],
    shapely: [geos],
    pyproj: [proj, ["proj-bin", "proj-util"]],
    pycurl: [curl, ssl],
    m2crypto: [ssl, swig],
    cffi: [ffi],
    cryptography: [ssl, ffi, cargo],
    bcrypt: [cargo],
    pyaudio: [portaudio],
    "python-snappy": [snappy],
    plyvel: [leveldb],
    "python-rocksdb": [rocksdb, snappy, bz2, zlib],
    zbar: [zbar],
    "zbar-py": [zbar],
    av: ffmpeg,
    gmpy2: [gmp, mpfr, mpc],
    pygit2: [git2],
    gssapi: [kerberos],
    kerberos: [kerberos],
    pykerberos: [kerberos],
    krb5: [kerberos],
    "systemd-python": [systemd],
    pylibmc: [memcached, zlib],
    pycups: [cups],
    pymssql: [freetds],
    pillow: [jpeg, zlib, freetype],
    scipy: [fortran, lapack],
    "scikit-learn": [lapack],
    dlib: [cmake],
    "confluent-kafka": [rdkafka],
    pyscard: [pcsc, swig],
    hidapi: [usb, udev],
    "libvirt-python": [virt],
    "mecab-python3": [mecab],
    wand: [magick],
    pyenchant: [enchant],
    tesserocr: [tesseract, leptonica],
    pdftotext: [poppler],
    pyfuse3: [fuse],
    pyalsaaudio: [alsa],
    pyvips: [vips],
    pynacl: [sodium],
    onnx: [cmake, protobuf, protoc],
    sentencepiece: [cmake],
};

/** The system packages, as elements of an array, in the names of the builder's distribution. */
export function systemPackages(packages: Names[], output: string): string {
    const names = packages.map(([debian, alpine = debian]) => (isAlpine(output) ? alpine : debian));
    return [...new Set(names)].map((name) => `"${name}"`).join(", ");
}

/** The system packages of a C compiler, as elements of an array. */
export function compilerPackages(output: string): string {
    return isAlpine(output) ? '"build-base"' : '"gcc", "libc6-dev"';
}

/** Whether the builder has apk: its step says so where it fails. */
function isAlpine(output: string): boolean {
    return output.includes("PYTHON_IMAGE_PACKAGES=apk");
}
