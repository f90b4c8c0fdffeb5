#!/bin/sh
# Usage: wheels-first.sh [--from-source] "<system packages, or ->" <command>...
# Runs an installation with wheels alone. Only what has no wheel is built from source, and only where that needs a
# compiler is one installed, together with the system packages (headers) that were named.
set -eu
tools=$(dirname "$0")
log=/tmp/python-image-attempt.log
from_source=no
if [ "$1" = --from-source ]; then
    from_source=yes
    shift
fi
packages=$1
[ "$packages" != - ] || packages=
shift

attempt() {
    if "$@" >"$log" 2>&1; then
        cat "$log"
        rm -f "$log"
        exit 0
    fi
}

tool_chain() {
    if command -v apk >/dev/null; then
        echo build-base pkgconf
        return
    fi
    echo gcc g++ make libc6-dev pkg-config
    # Official images bring the headers of their own Python; a distribution's Python has them in a package.
    header=$(python3 -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h
    [ -f "$header" ] || echo python3-dev
}

if [ "$from_source" = no ]; then
    attempt env UV_NO_BUILD=1 PIP_ONLY_BINARY=:all: "$@"
    # A wrong hash or an index that does not answer is not cured by a compiler.
    if grep -qiE 'hash mismatch|do not match the hashes|failed to fetch|error sending request|401|403' "$log"; then
        cat "$log" >&2
        exit 1
    fi
fi
if [ -z "$packages" ]; then
    attempt "$@"
    if ! grep -qiE 'gcc|g\+\+|\bcc\b|clang|compiler|Python\.h|pg_config|mysql_config|pkg-config|cmake|make|rust|cargo|failed to build|failed building' "$log"; then
        cat "$log" >&2
        exit 1
    fi
fi
echo "python-image: note: a source distribution needs a compiler: installing a tool chain in the builder" >&2
# shellcheck disable=SC2046
if ! sh "$tools/system-packages.sh" $(tool_chain) $packages >"$log.system" 2>&1; then
    cat "$log" "$log.system" >&2
    echo "python-image: error: The builder has no compiler and none could be installed." >&2
    exit 1
fi
attempt "$@"
cat "$log" >&2
exit 1
