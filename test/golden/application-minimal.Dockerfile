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
    : 'Install the requirements' \
 && . /run/python-image/tools/network.sh \
 && /opt/python-image/bin/uv venv --quiet --python "$(command -v python3)" /opt/venv \
 && sh /run/python-image/tools/wheels-first.sh - /opt/python-image/bin/uv pip install --python /opt/venv/bin/python six

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

# The image from scratch: the interpreter and the files that it needs, and the environment.
FROM scratch AS minimal
COPY --from=verify /out/system /
COPY --from=verify /out/environment /

# The same imports again, and what worked in the base, with nothing but what is in the image.
FROM minimal AS proof
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=verify.json,target=/run/python-image/verify.json \
    --mount=type=bind,from=verify,source=/out/proof,target=/run/python-image/proof \
    --mount=type=bind,from=verify,source=/out/sbom,target=/run/python-image/sbom \
    ["/opt/venv/bin/python","-I","/run/python-image/tools/verify/minimal/prove.py","/run/python-image/verify.json"]

# All that lies below the application's code. Its layers go from what changes least to what changes most.
FROM minimal AS assembled
COPY --from=proof /out/sbom /
# The search path activates the environment for every command, with or without a shell.
ENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR "/app"

# What the application's code is laid over.
FROM ${ASSEMBLED_IMAGE} AS base-of-final
ENV HOME="/tmp"

# The application's source.
FROM base-of-final AS source
USER 0
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=source,target=/run/python-image/source \
    ["/opt/venv/bin/python","-I","-S","-B","/run/python-image/tools/place.py","/run/python-image/source","/out/code","/app"]

# The base of the files that the image starts from, with the environment.
FROM verify AS workshop
COPY --from=verify /out/environment /
ENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH
ENV HOME="/tmp"

# What the application's own commands make of it.
FROM workshop AS prepared
USER 0
COPY --from=source /out/code /
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    : 'Prepare the application: python prepare.py' \
 && . /run/python-image/tools/network.sh \
 && export PYTHONDONTWRITEBYTECODE=1 \
 && cd /app \
 && python prepare.py
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=application.json,target=/run/python-image/application.json \
    --mount=type=bind,from=workshop,source=/,target=/run/python-image/before \
    ["/opt/venv/bin/python","-I","-S","-B","/run/python-image/tools/verify/application/collect.py","/run/python-image/application.json"]

# What the application uses of the base, and the image from scratch has not yet.
FROM workshop AS rehearsal
COPY --from=prepared /out/code /
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=application.json,target=/run/python-image/application.json \
    --mount=type=bind,from=base-of-final,source=/,target=/run/python-image/image \
    ["/opt/venv/bin/python","-I","-S","-B","/run/python-image/tools/verify/application/rehearse.py","/run/python-image/application.json"]

# The application in the image; nothing of this stage is kept but what it lays below /out.
FROM base-of-final AS application
USER 0
COPY --from=prepared /out/code /
COPY --from=rehearsal /out/code /
RUN --mount=type=tmpfs,target=/run \
    --mount=type=bind,source=tools,target=/run/python-image/tools \
    --mount=type=bind,source=application.json,target=/run/python-image/application.json \
    --mount=type=bind,from=prepared,source=/out/code,target=/run/python-image/code \
    --mount=type=bind,from=rehearsal,source=/out/code,target=/run/python-image/rehearsed \
    ["/opt/venv/bin/python","-I","-S","-B","/run/python-image/tools/verify/application/finish.py","/run/python-image/application.json"]

# The layer of the code, and nothing else.
FROM scratch AS code
COPY --from=application /out/code /

# The image.
FROM base-of-final
COPY --from=code / /
USER 10001:10001
CMD ["python"]
