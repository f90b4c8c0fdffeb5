#!/bin/sh
# What the article's script does: an environment of that name below /opt, compilers, and the requirements by pip.
set -eu
python3 -m venv "/opt/$1"
apt-get update
apt-get install --yes --no-install-recommends build-essential gcc python3-dev
rm -rf /var/lib/apt/lists/*
"/opt/$1/bin/pip" install --upgrade pip
"/opt/$1/bin/pip" install --no-cache-dir --requirement requirements.txt
