#!/bin/sh
# Usage: wheels-first.sh [--for linux/<architecture>] [--from-source] "<system packages, or ->" <command>...
# Runs an installation with wheels alone. Only what has no wheel is built from source, and only where that needs a
# compiler is one installed, together with the system packages (headers) that were named.
set -eu
tools=$(dirname "$0")
log=${TMPDIR:-/tmp}/python-image-attempt.log
wheels=first
foreign=
if [ "$1" = --for ]; then
    platform=$2
    # uv is told of a platform only where it is another one than this.
    foreign=$(python3 -I "$tools/foreign_platform.py" "$platform")
    shift 2
fi
if [ "$1" = --from-source ]; then
    wheels=no
    shift
fi
packages=$1
[ "$packages" != - ] || packages=
shift
[ -z "$foreign" ] || set -- "$@" --python-platform "$foreign"

# What a variable of any installer names is built from its sources, whichever installs: `uv pip` and exports read none.
sources=$(echo "${UV_NO_BINARY_PACKAGE:-} ${PIP_NO_BINARY:-} ${POETRY_INSTALLER_NO_BINARY:-}" | sed -E 's/[ ,]+/ /g; s/^ | $//g')
case " $* " in
*' pip install '*) for name in $sources; do set -- "$@" --no-binary "$name"; done ;;
*) [ -z "$sources" ] || export UV_NO_BINARY_PACKAGE="$sources" ;;
esac

stalled='due to network timeout|operation timed out|[Rr]ead timed out|incomplete-download|timed out while downloading|IncompleteRead|error decoding response body|unexpected EOF during chunk'

# Goes on after a download that has stalled: what has arrived is in the cache. What cannot be connected to at all is given up.
attempt() {
    for left in 2 1 0; do
        if "$@" >"$log" 2>&1; then
            cat "$log"
            rm -f "$log"
            exit 0
        fi
        if [ "$left" = 0 ] || ! grep -qE "$stalled" "$log" || grep -qF 'client error (Connect)' "$log"; then
            return 0
        fi
        echo "python-image: note: a download has stalled: going on with what has arrived" >&2
    done
}

# Installers keep what they build as a wheel for any `linux_x86_64`, which another distribution must not find, nor a build
# with other headers: it is kept for the system as it is now, and for a month after its last use.
from_source() {
    system=built/$(cat /etc/os-release /var/lib/dpkg/status /lib/apk/db/installed 2>/dev/null | sha256sum | cut -c 1-12)
    for cache in "$UV_CACHE_DIR" "$PIP_CACHE_DIR"; do
        mkdir -p "$cache/$system"
        touch "$cache/$system"
        # What was downloaded is the same everywhere.
        for bucket in "$cache"/*-v[0-9]*; do
            name=${bucket##*/}
            case $name in
            sdists-*) ;;
            *) [ ! -d "$bucket" ] || [ -e "$cache/$system/$name" ] || ln -s "../../$name" "$cache/$system/$name" ;;
            esac
        done
        find "$cache/built" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} +
    done
    attempt env UV_CACHE_DIR="$UV_CACHE_DIR/$system" PIP_CACHE_DIR="$PIP_CACHE_DIR/$system" "$@"
}

# Has a build end as soon as it calls a compiler that is not there.
without_compiler() {
    stand_ins=${TMPDIR:-/tmp}/python-image-no-compiler
    trap 'rm -rf "$stand_ins" "$log.compiler"' EXIT
    python3 -I "$tools/no_compiler.py" "$stand_ins" $$ "$log.compiler" >/dev/null
    path=$PATH
    PATH=$PATH:$stand_ins
    from_source "$@"
    PATH=$path
}

tool_chain() {
    if command -v apk >/dev/null; then
        # Debian's libc6-dev brings the kernel's headers, Alpine's musl-dev does not.
        echo build-base linux-headers pkgconf
    elif command -v microdnf >/dev/null || command -v dnf >/dev/null; then
        echo gcc gcc-c++ make pkgconf-pkg-config
    else
        echo gcc g++ make libc6-dev pkg-config
    fi
    # Official images bring the headers of their own Python; a distribution's Python has them in a package.
    header=$(python3 -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h
    [ -f "$header" ] || if command -v apt-get >/dev/null || command -v apk >/dev/null; then
        echo python3-dev
    else
        echo python3-devel
    fi
}

# Prints why the last attempt failed, with the versions that there are where none fitted, and ends.
fail() {
    cat "$log" >&2
    unknown=$(sed -nE 's/.*No matching distribution found for ([A-Za-z0-9._-]+).*/\1/p' "$log" | head -n 1)
    if [ -n "$unknown" ]; then
        # shellcheck disable=SC2086
        python3 -I "$tools/index_logins.py" "$unknown" ${PIP_INDEX_URL:-} ${PIP_EXTRA_INDEX_URL:-} >&2
    fi
    ! command -v apk >/dev/null || echo PYTHON_IMAGE_PACKAGES=apk >&2
    name=$(sed -nE 's/.*(no versions? of|nly) ([A-Za-z0-9._-]+)[=<>!~, ].*/\2/p' "$log" | head -n 1)
    if [ -n "$name" ] && python3 -m pip --version >/dev/null 2>&1; then
        python3 -m pip index versions "$name" 2>/dev/null | sed -n 's/^Available versions: /PYTHON_IMAGE_VERSIONS=/p' >&2
    fi
    exit 1
}

if [ "$wheels" = first ]; then
    attempt env UV_NO_BUILD=1 PIP_ONLY_BINARY=:all: "$@"
    # A wrong hash or an index that does not answer is not cured by a compiler.
    if grep -qiE 'hash mismatch|do not match the hashes|failed to fetch|error sending request|name resolution|40[13] (unauthorized|forbidden|client error|error)' "$log" || grep -qE "$stalled" "$log"; then
        fail
    fi
fi
if [ -n "$foreign" ]; then
    # What is plain Python is the same for each platform; uv takes nothing else that was built on this one.
    from_source "$@"
    name=$(sed -nE 's/.*[Ff]ailed to (download and )?build `([A-Za-z0-9._-]+).*/\2/p' "$log" | head -n 1)
    compiled='not compatible with the target|gcc|g\+\+|\bcc\b|clang|compiler|Python\.h|pkg-config|cmake|_config|rust'
    if [ -n "$name" ] && grep -qiE "$compiled" "$log" && ! grep -qF ModuleNotFoundError "$log"; then
        cat "$log" >&2
        echo "python-image: error: $name has no wheel for $platform, and this engine, which is of another platform, cannot build one." >&2
        echo "python-image:   Choose a version that has one, or name an engine of that platform: engines: { \"$platform\": \"ssh://…\" } beside platforms." >&2
        exit 1
    fi
    fail
fi
if [ -z "$packages" ]; then
    without_compiler "$@"
    # Nor is a version that does not exist, a module, file or version that a build lacks, or a program that only a system
    # package brings.
    if [ ! -e "$log.compiler" ] && { ! grep -qiE 'gcc|g\+\+|\bcc\b|clang|compiler|Python\.h|pkg-config|cmake|make|failed to build|failed building' "$log" ||
        grep -qE 'No solution found|No matching distribution|(pg_config|mysql_config|mariadb_config) (executable )?(is )?not found|can.t find Rust|ModuleNotFoundError|(file does not exist|No such file or directory): .*\.(md|rst|txt|toml|cfg)|unable to detect version|Error getting the version|Git operation failed|git clone .* did not run' "$log"; }; then
        fail
    fi
fi
echo "python-image: note: a source distribution needs a compiler: installing a tool chain in the builder" >&2
# shellcheck disable=SC2046
if ! sh "$tools/system-packages.sh" $(tool_chain) $packages >"$log.system" 2>&1; then
    cat "$log" "$log.system" >&2
    name=$(sed -nE 's/.*(Failed to build `|Failed building wheel for )([A-Za-z0-9._-]+).*/\2/p' "$log" | head -n 1)
    echo "python-image: error: ${name:-A source distribution} has no wheel for this image, and the system packages that building it needs could not be installed." >&2
    echo "python-image:   Choose a version that has one, or check the names in buildPackages and that the build reaches the distribution's mirror." >&2
    exit 1
fi
from_source "$@"
fail
