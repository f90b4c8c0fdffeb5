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
if [ -s "$indexes/extra-urls" ]; then
    PIP_EXTRA_INDEX_URL=$(cat "$indexes/extra-urls")
    export PIP_EXTRA_INDEX_URL UV_INDEX="$PIP_EXTRA_INDEX_URL"
fi
if [ -s "$indexes/url" ]; then
    PIP_INDEX_URL=$(cat "$indexes/url")
    all="$PIP_INDEX_URL${UV_INDEX:+ $UV_INDEX}"
    export PIP_INDEX_URL UV_DEFAULT_INDEX="${all##* }"
    [ "$all" = "$UV_DEFAULT_INDEX" ] || export UV_INDEX="${all% *}"
fi

export UV_LINK_MODE=copy UV_NO_PROGRESS=1 UV_PYTHON_DOWNLOADS=never UV_CACHE_DIR=/root/.cache/uv \
    PIP_CACHE_DIR=/root/.cache/pip PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_RETRIES=2 PYTHONUNBUFFERED=1
