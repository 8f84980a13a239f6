# Serves the dashboard and boots machines with no added capability and no root. See docker-compose.yml.
ARG BUILD_BASE=node:24-trixie-slim
ARG BASE=debian:trixie-slim

FROM ${BUILD_BASE} AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates gcc libc6-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN ./umlaut package /opt/umlaut

FROM ${BASE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      bubblewrap busybox-static e2fsprogs iproute2 libstdc++6 passt tcpdump user-mode-linux \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 1000 --home-dir /var/lib/umlaut --create-home --shell /usr/sbin/nologin umlaut \
 && install -d -o umlaut -g umlaut -m 0711 /var/lib/umlaut /run/umlaut
COPY --from=build /opt/umlaut /opt/umlaut
ENV PATH=/opt/umlaut/bin:$PATH \
    NODE_ENV=production \
    UMLAUT_HOST=0.0.0.0 \
    UMLAUT_PORT=7810 \
    UMLAUT_HOME=/var/lib/umlaut \
    UMLAUT_LOG=stderr \
    UMLAUT_RUNTIME_DIR=/run/umlaut
USER umlaut
WORKDIR /var/lib/umlaut
VOLUME /var/lib/umlaut
EXPOSE 7810
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["umlaut-health"]
CMD ["umlaut-serve"]
