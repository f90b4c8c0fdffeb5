#!/bin/sh
# Usage: installer.sh <directory> <requirement>...
# Puts the tools of the installation into an environment of their own.
set -eu
home=$1
shift

# A private index need not have these tools: then they come from the public one.
fill() {
    "$@" || env -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL "$@"
}

if python3 -m pip --version >/dev/null 2>&1; then
    # The pip that comes with the image fills the environment from outside: no second pip, and seconds saved.
    python3 -m venv --without-pip "$home"
    fill python3 -m pip --python "$home/bin/python" install --quiet --progress-bar off "$@"
else
    python3 -m venv "$home"
    fill "$home/bin/python" -m pip install --quiet --progress-bar off "$@"
fi
