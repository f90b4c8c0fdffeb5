# Sourced by the steps that reach a network: which authorities and which package indexes they use.

# Authorities of the base image, and those that `caCertificates` adds while building.
bundle=/etc/ssl/certs/ca-certificates.crt
if [ -f /run/python-image/ca.pem ]; then
    cat /run/python-image/ca.pem >/run/python-image/authorities.pem
    [ ! -f "$bundle" ] || cat "$bundle" >>/run/python-image/authorities.pem
    bundle=/run/python-image/authorities.pem
    printf 'Acquire::https::CAInfo "%s";\n' "$bundle" >/run/python-image/apt.conf
    export APT_CONFIG=/run/python-image/apt.conf
fi
if [ -f "$bundle" ]; then
    export SSL_CERT_FILE="$bundle" PIP_CERT="$bundle" REQUESTS_CA_BUNDLE="$bundle" CURL_CA_BUNDLE="$bundle" \
        GIT_SSL_CAINFO="$bundle" CARGO_HTTP_CAINFO="$bundle"
fi

# Indexes, of which uv takes a package from the first that has it: its default one comes last, whatever it is.
indexes=/run/python-image/index
extra=$(cat "$indexes/extra-urls" 2>/dev/null || true)
[ -z "$extra" ] || export PIP_EXTRA_INDEX_URL="$extra" UV_INDEX="$extra"
PIP_INDEX_URL=$(cat "$indexes/url" 2>/dev/null || true)
if [ -n "$PIP_INDEX_URL" ]; then
    all="$PIP_INDEX_URL${UV_INDEX:+ $UV_INDEX}"
    export PIP_INDEX_URL UV_DEFAULT_INDEX="${all##* }"
    [ "$all" = "$UV_DEFAULT_INDEX" ] || export UV_INDEX="${all% *}"
else
    unset PIP_INDEX_URL
fi

# Logins to Git servers. Git asks for those of a host; by SSH, which needs keys that no build has, it asks none of them.
own=/run/python-image/own
if [ -s "$own/git-credentials" ]; then
    config=/run/python-image/git-config
    {
        printf '[credential]\n\thelper = "!f() { test \"$1\" != get || git credential-store --file %s get; }; f"\n' \
            "$own/git-credentials"
        sed -n 's,^https://[^@]*@\([^/]*\)$,[url "https://\1/"]\n\tinsteadOf = ssh://git@\1/\n\tinsteadOf = git@\1:,p' \
            "$own/git-credentials"
    } >"$config"
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=include.path GIT_CONFIG_VALUE_0="$config" GIT_TERMINAL_PROMPT=0
fi

export UV_LINK_MODE=copy UV_NO_PROGRESS=1 UV_PYTHON_DOWNLOADS=never UV_CACHE_DIR=/root/.cache/uv \
    PIP_CACHE_DIR=/root/.cache/pip PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_NO_INPUT=1 PIP_RETRIES=2 PYTHONUNBUFFERED=1
# Patience with lines that are slow, in seconds without a byte; pip goes on where a download broke off.
export UV_HTTP_TIMEOUT=120 PIP_DEFAULT_TIMEOUT=60 PIP_RESUME_RETRIES=5

# `buildEnvironment`, which has the last word.
# shellcheck disable=SC1091
[ ! -f /run/python-image/own/environment ] || . /run/python-image/own/environment
# shellcheck disable=SC1091
[ ! -f /run/python-image/own/secrets ] || . /run/python-image/own/secrets
