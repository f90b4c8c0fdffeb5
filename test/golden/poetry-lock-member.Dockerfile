# Written by pulumi-python-image. What a step works with is mounted below /run while it runs, on a file system of
# its own (tmpfs), so that no layer keeps anything of it. Each step begins with its title.
ARG BUILDER_IMAGE=python:3.13-slim
ARG ASSEMBLED_IMAGE=assembled
ARG RUNTIME_IMAGE=python:3.13-slim

# What installs, kept out of every other stage.
FROM $BUILDER_IMAGE AS installer
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=cache,id=python-image-uv,target=/root/.cache/uv \
    --mount=type=cache,id=python-image-pip,target=/root/.cache/pip \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    : 'Install uv' \
 && . /run/python-image/tools/network.sh \
 && sh /run/python-image/tools/installer.sh /opt/python-image uv==0.13.9

# Fills the environment; compilers and caches stay behind in this stage.
FROM $BUILDER_IMAGE AS builder
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=cache,id=python-image-uv,target=/root/.cache/uv \
    --mount=type=cache,id=python-image-pip,target=/root/.cache/pip \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,from=installer,source=/opt/python-image,target=/opt/python-image \
    --mount=type=bind,source=requirements,target=/run/python-image/requirements \
    : 'Install the requirements' \
 && . /run/python-image/tools/network.sh \
 && /opt/python-image/bin/uv venv --quiet --python "$(command -v python3)" /opt/venv \
 && sh /run/python-image/tools/wheels-first.sh - /opt/python-image/bin/uv pip install --python /opt/venv/bin/python --require-hashes --no-deps -r /run/python-image/requirements/requirements.txt \
 && sh /run/python-image/tools/wheels-first.sh - /opt/python-image/bin/uv pip install --python /opt/venv/bin/python -c /run/python-image/requirements/python-image-locked.txt attrs
# The project itself comes later, so that editing it does not install the requirements again.
RUN --mount=type=tmpfs,target=/run \
    --mount=type=cache,id=python-image-uv,target=/root/.cache/uv \
    --mount=type=cache,id=python-image-pip,target=/root/.cache/pip \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,from=installer,source=/opt/python-image,target=/opt/python-image \
    --mount=type=bind,source=requirements,target=/run/python-image/requirements \
    --mount=type=bind,source=projects,target=/run/python-image/projects \
    : 'Install the project' \
 && . /run/python-image/tools/network.sh \
 && python3 -I /run/python-image/tools/place.py /run/python-image/projects /tmp/python-image-projects \
 && sh /run/python-image/tools/wheels-first.sh --from-source - /opt/python-image/bin/uv pip install --python /opt/venv/bin/python --no-deps /tmp/python-image-projects/api \
 && rm -rf /tmp/python-image-projects

# What runs: the base of the final stage, and the system packages that were asked for.
FROM $RUNTIME_IMAGE AS runtime

# What fails here is never pushed; a check leaves no layer.
FROM runtime AS verify
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=verify.json,target=/run/python-image/verify.json \
    --mount=type=bind,from=builder,source=/,target=/run/python-image/builder \
    --mount=type=bind,from=builder,source=/opt/venv,target=/opt/venv,rw \
    --mount=type=bind,from=builder,source=/etc,target=/run/python-image/builder-etc \
    : 'Verify the environment in the final stage' \
 && . /run/python-image/tools/network.sh \
 && python3 -I /run/python-image/tools/identity.py 10001:10001 /tmp /app \
 && python3 -I -B /run/python-image/tools/verify/verify.py /run/python-image/verify.json

# What verify found to be missing: the very packages that it was proven with; and a name for the user.
FROM runtime AS system
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,from=verify,source=/out/system-packages,target=/run/python-image/system-packages \
    : 'Install the system libraries that the environment needs, and name the user' \
 && . /run/python-image/tools/network.sh \
 && python3 -I /run/python-image/tools/identity.py 10001:10001 /tmp /app \
 && cd /run/python-image/system-packages \
 && sh /run/python-image/tools/system-packages.sh $(cat list)

# All that lies below the application's code. Its layers go from what changes least to what changes most.
FROM system AS assembled
COPY --from=verify /out/environment /
COPY --from=verify /out/sbom /
# The search path activates the environment for every command, with or without a shell.
ENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH
WORKDIR "/app"

# What the application's code is laid over.
FROM ${ASSEMBLED_IMAGE} AS base-of-final
ENV HOME="/tmp"

# The image.
FROM base-of-final
USER 10001:10001
