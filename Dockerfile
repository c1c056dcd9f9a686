# syntax=docker/dockerfile:1
# Images of the two services, and of the local queue for development, from one build stage:
#
#   docker build --target api    --build-arg PRODUCTS=odori-api    -t odori-api .
#   docker build --target worker --build-arg PRODUCTS=odori-worker -t odori-worker .
#   docker build --target queue  --build-arg PRODUCTS=odori-queue  -t odori-queue .
#
# infra/deploy-*.sh pass both bases by digest (infra/bases.env, written by infra/pin-bases); the tags here are for builds by hand.
ARG SWIFT_IMAGE=swift:6.3.1-bookworm
ARG DEBIAN_IMAGE=debian:12-slim

FROM ${SWIFT_IMAGE} AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# Debian keeps one version of a package only, the one with the latest security fixes: a pinned version is gone a week later.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libcurl4-openssl-dev libsqlite3-dev libssl-dev pkg-config zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
# The programs that the wanted image holds: the other service need not be built for it.
ARG PRODUCTS="odori-api odori-worker odori-queue"
RUN mkdir -p /out \
    && for product in ${PRODUCTS}; do \
        swift build -c release --static-swift-stdlib --product "$product" \
        && install -s "$(swift build -c release --static-swift-stdlib --show-bin-path)/$product" "/out/$product" || exit 1; \
    done \
    && cp Package.resolved /out/swift-packages.json

FROM ${DEBIAN_IMAGE} AS base
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libsqlite3-0 tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --no-create-home --home-dir /scratch --shell /usr/sbin/nologin --uid 10001 odori \
    && install -d -o odori -g odori -m 0700 /scratch /data
COPY LICENSE NOTICE /usr/share/doc/odori/
# /scratch alone must be writable, and /data where documents and files live on this machine; everything else may be mounted read-only.
ENV HOST=0.0.0.0 \
    ODORI_DATA_DIR=/data \
    ODORI_SCRATCH_DIR=/scratch \
    TMPDIR=/scratch \
    HOME=/scratch
WORKDIR /scratch
# Bash asks by itself, so that no image holds a program for downloads only to be told that it is well.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
    CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PORT} && printf 'GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ARG VERSION=0.0.0-dev
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}" \
    org.opencontainers.image.created="${CREATED}" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.vendor="Odori"

# The API links no media and no provider code, and needs no ffmpeg.
FROM base AS api
LABEL org.opencontainers.image.title="odori-api" \
    org.opencontainers.image.description="Accepts jobs and answers about them"
COPY --from=build /out/swift-packages.json /usr/share/doc/odori/swift-packages.json
COPY --from=build /out/odori-api /usr/local/bin/odori-api
ENV PORT=8080
EXPOSE 8080
USER 10001
ENTRYPOINT ["/usr/local/bin/odori-api"]

FROM base AS worker
LABEL org.opencontainers.image.title="odori-worker" \
    org.opencontainers.image.description="Takes pushes: one stage of one character at a time"
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        aubio-tools ffmpeg fluidsynth libcurl4 libssl3 timgm6mb-soundfont \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/swift-packages.json /usr/share/doc/odori/swift-packages.json
COPY --from=build /out/odori-worker /usr/local/bin/odori-worker
ENV PORT=8081
EXPOSE 8081
USER 10001
ENTRYPOINT ["/usr/local/bin/odori-worker"]

# Stands in for Cloud Tasks on one machine (infra/local/compose.yaml); never deployed.
FROM base AS queue
LABEL org.opencontainers.image.title="odori-queue" \
    org.opencontainers.image.description="A durable local server for the Cloud Tasks API"
COPY --from=build /out/odori-queue /usr/local/bin/odori-queue
ENV PORT=8123
EXPOSE 8123
USER 10001
ENTRYPOINT ["/usr/local/bin/odori-queue", "--host", "0.0.0.0", "--port", "8123", "--data-dir", "/data/queue"]
