#!/bin/sh
# Usage: system-packages.sh <name of a package, or ./<file of one>>...
# Installs system packages without what they merely recommend, and leaves no cache, list, log or time stamp of it.
set -eu
[ "$#" -gt 0 ] || exit 0
if command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    case $1 in
    ./*) ;; # Files need no lists.
    # A mirror may be between two states of itself for a moment.
    *) apt-get update -qq || { sleep 3 && apt-get update -qq; } ;;
    esac
    apt-get install -qq -y --no-install-recommends "$@"
    rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log /var/log/alternatives.log \
        /var/cache/ldconfig/aux-cache /var/cache/debconf/*-old /var/lib/dpkg/*-old
elif command -v apk >/dev/null; then
    apk add --no-cache "$@"
    rm -f /var/log/apk.log
elif manager=$(command -v microdnf || command -v dnf); then
    # Red Hat's bases. Their database of packages keeps when each was installed: no two such layers are equal.
    "$manager" install -y --nodocs --setopt=install_weak_deps=0 "$@"
    "$manager" clean all
    rm -rf /var/cache/dnf /var/cache/yum /var/log/dnf.log /var/log/dnf.librepo.log /var/log/dnf.rpm.log \
        /var/log/hawkey.log
else
    echo "python-image: error: The image has no package manager (apt-get, apk, dnf, microdnf) to install $* with." >&2
    echo "python-image:   Start from an image that has one, or that has the packages already." >&2
    exit 1
fi
