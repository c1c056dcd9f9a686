# syntax=docker/dockerfile:1
# Two images from one build: `docker build --target api .` and `docker build --target worker .`

FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libcurl4-openssl-dev libsqlite3-dev pkg-config zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product odori-api \
    && swift build -c release --static-swift-stdlib --product odori-worker \
    && mkdir /out \
    && cp "$(swift build -c release --static-swift-stdlib --show-bin-path)"/odori-api \
          "$(swift build -c release --static-swift-stdlib --show-bin-path)"/odori-worker /out/ \
    && strip /out/*

FROM debian:12-slim AS base
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libsqlite3-0 tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 odori \
    && install -d -o odori -g odori /data
ENV HOST=0.0.0.0 ODORI_DATA_DIR=/data
COPY LICENSE NOTICE /usr/share/doc/odori/
USER 10001
WORKDIR /data

# The API links no media and no provider code, and needs no ffmpeg.
FROM base AS api
ENV PORT=8080
EXPOSE 8080
COPY --from=build /out/odori-api /usr/local/bin/odori-api
ENTRYPOINT ["odori-api"]

FROM base AS worker
USER root
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        aubio-tools ffmpeg fluidsynth libcurl4 timgm6mb-soundfont \
    && rm -rf /var/lib/apt/lists/*
USER 10001
ENV PORT=8081
EXPOSE 8081
COPY --from=build /out/odori-worker /usr/local/bin/odori-worker
ENTRYPOINT ["odori-worker"]
