#!/bin/sh
# Usage: installer.sh <directory> <requirement>... [or <requirement>...]
# Puts the tools of the installation into an environment of their own; what comes behind `or`, where the first of it
# contradicts itself.
set -eu
home=$1
shift

# The pip that comes with the image fills the environment from outside, as `pip --python` of new versions does, which starts
# twice: no second pip, and seconds saved.
find_runner='import os, pip; path = os.path.join(os.path.dirname(pip.__file__), "__pip-runner__.py"); os.stat(path); print(path)'
if runner=$(python3 -c "$find_runner" 2>/dev/null); then
    python3 -m venv --without-pip "$home"
    pip() { "$home/bin/python" "$runner" "$@"; }
else
    python3 -m venv "$home"
    pip() { "$home/bin/python" -m pip "$@"; }
fi

# A private index need not have these tools: then they come from the public one.
install() {
    pip install --quiet --progress-bar off "$@" ||
        (unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL && pip install --quiet --progress-bar off "$@")
}

first=
while [ "$#" -gt 0 ] && [ "$1" != or ]; do
    # Requirements hold no spaces.
    first="$first $1"
    shift
done
if [ "$#" -eq 0 ]; then
    # shellcheck disable=SC2086
    install $first
    exit
fi
shift
# shellcheck disable=SC2086
install $first >/dev/null 2>&1 || install "$@"
