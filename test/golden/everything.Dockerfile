# Written by pulumi-python-image. What a step works with is mounted below /run while it runs, on a file system of
# its own (tmpfs), so that no layer keeps anything of it. Each step begins with its title.
ARG BUILDER_IMAGE=python:3.13-slim
ARG ASSEMBLED_IMAGE=assembled
ARG RUNTIME_IMAGE=python:3.13-slim

# Package indexes, variables and logins; later steps see them while they run.
FROM $BUILDER_IMAGE AS secrets
USER 0
ARG INDEX_URL
ARG EXTRA_INDEX_URLS
RUN --mount=type=tmpfs,target=/run \
    : 'Keep what may be secret out of every image'\''s history' \
 && mkdir -p /opt/python-image-secrets/index \
 && { printenv INDEX_URL >/opt/python-image-secrets/index/url || true; } \
 && { printenv EXTRA_INDEX_URLS >/opt/python-image-secrets/index/extra-urls || true; }

# What installs, kept out of every other stage.
FROM $BUILDER_IMAGE AS installer
USER 0
RUN mkdir /opt/python-image

# Fills the environment; compilers and caches stay behind in this stage.
FROM $BUILDER_IMAGE AS builder
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=cache,id=python-image-uv,target=/root/.cache/uv \
    --mount=type=cache,id=python-image-pip,target=/root/.cache/pip \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=ca.pem,target=/run/python-image/ca.pem \
    --mount=type=bind,from=secrets,source=/opt/python-image-secrets/index,target=/run/python-image/index \
    --mount=type=bind,from=installer,source=/opt/python-image,target=/opt/python-image \
    --mount=type=bind,source=requirements,target=/run/python-image/requirements \
    : 'Install the requirements' \
 && . /run/python-image/tools/network.sh \
 && python3 -m venv /opt/venv \
 && sh /run/python-image/tools/wheels-first.sh 'gcc libpq-dev' /opt/venv/bin/python -m pip install --no-compile --progress-bar off -r /run/python-image/requirements/requirements.txt 'six ; python_version >= '\''3.10'\'''

# What runs: the base of the final stage, and the system packages that were asked for.
FROM $RUNTIME_IMAGE AS runtime
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=ca.pem,target=/run/python-image/ca.pem \
    : 'Install the system packages of the final stage' \
 && . /run/python-image/tools/network.sh \
 && sh /run/python-image/tools/system-packages.sh libpq5 libgomp1

# What fails here is never pushed; a check leaves no layer.
FROM runtime AS verify
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=ca.pem,target=/run/python-image/ca.pem \
    --mount=type=bind,source=verify.json,target=/run/python-image/verify.json \
    --mount=type=bind,from=builder,source=/,target=/run/python-image/builder \
    --mount=type=bind,from=builder,source=/opt/venv,target=/opt/venv,rw \
    --mount=type=bind,from=builder,source=/etc,target=/run/python-image/builder-etc \
    : 'Verify the environment in the final stage' \
 && . /run/python-image/tools/network.sh \
 && python3 -I /run/python-image/tools/identity.py 1000:1000 /tmp '/srv/my app' \
 && python3 -I -B /run/python-image/tools/verify/verify.py /run/python-image/verify.json

# What verify found to be missing: the very packages that it was proven with; and a name for the user.
FROM runtime AS system
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=ca.pem,target=/run/python-image/ca.pem \
    --mount=type=bind,from=verify,source=/out/system-packages,target=/run/python-image/system-packages \
    : 'Install the system libraries that the environment needs, and name the user' \
 && . /run/python-image/tools/network.sh \
 && python3 -I /run/python-image/tools/identity.py 1000:1000 /tmp '/srv/my app' \
 && cd /run/python-image/system-packages \
 && sh /run/python-image/tools/system-packages.sh $(cat list)

# All that lies below the application's code. Its layers go from what changes least to what changes most.
FROM system AS assembled
COPY --from=verify /out/environment /
COPY --from=verify /out/sbom /
# The search path activates the environment for every command, with or without a shell.
ENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH
WORKDIR "/srv/my app"

# The interpreter without the environment: enough for code that is laid over an environment which was published.
FROM $RUNTIME_IMAGE AS interpreter
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    : 'Name the interpreter and the user' \
 && python3 -I /run/python-image/tools/identity.py 1000:1000 /tmp '/srv/my app' \
 && mkdir -p /opt/venv/bin \
 && ln -sf "$(command -v python3)" /opt/venv/bin/python
# The search path activates the environment for every command, with or without a shell.
ENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH
WORKDIR "/srv/my app"

# What the application's code is laid over.
FROM ${ASSEMBLED_IMAGE} AS base-of-final
ARG VALUE_1
ENV HOME="/tmp"
ENV GREETING="it's \"quoted\" \$HOME"
ENV LINES="${VALUE_1}"

# The application's source, with bytecode; nothing of this stage is kept but what it lays below /out.
FROM base-of-final AS application
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=application.json,target=/run/python-image/application.json \
    --mount=type=bind,source=source,target=/run/python-image/source \
    ["/opt/venv/bin/python","-I","-S","-B","/run/python-image/tools/verify/application/lay_out.py","/run/python-image/application.json"]

# The layer of the code, and nothing else.
FROM scratch AS code
COPY --from=application /out/code /

# The image.
FROM base-of-final
COPY --from=code / /
LABEL "org.opencontainers.image.source"="https://example.org/api"
EXPOSE 8000
EXPOSE 8001
HEALTHCHECK --interval=5s --retries=2 CMD ["python","-m","api.health"]
USER 1000:1000
ENTRYPOINT ["/usr/bin/env"]
CMD ["python","-m","api"]
