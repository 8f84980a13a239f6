#!/usr/bin/env bash
# ./umlaut test --docker: builds the image, starts it as docker-compose.yml says, boots a machine in it.
# Uses the Docker engine that is there, or starts a private one (root, docker.io installed or installable).
# Without access to Docker Hub the two base images are made from Debian's packages.
set -euo pipefail
ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
WORK=$(mktemp -d /tmp/umlaut-docker-XXXXXX)
PROJECT=umlauttest$$
export UMLAUT_PORT=${UMLAUT_DOCKER_PORT:-7819} UMLAUT_SHM_SIZE=1g

skip() {
  echo "skipped: $*"
  printf '{"numPassedTests":0,"numFailedTests":0,"numPendingTests":1,"numTodoTests":0}\n' >"${RESULTS:-$WORK}/docker.json"
  exit 0
}

clean_up() {
  compose down --volumes --timeout 5 >/dev/null 2>&1 || true
  if [ -e "$WORK/dockerd.pid" ]; then
    kill "$(cat "$WORK/dockerd.pid")" 2>/dev/null || true
    tail --pid="$(cat "$WORK/dockerd.pid")" -f /dev/null 2>/dev/null || true
  fi
  # dockerd leaves its network namespace mounted.
  umount "$WORK/exec/netns/default" 2>/dev/null || true
  rm -rf "$WORK"
}

compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose -p "$PROJECT" "$@"
  else
    docker-compose -p "$PROJECT" "$@"
  fi
}

ensure_engine() {
  if docker info >/dev/null 2>&1; then return 0; fi
  [ "$(id -u)" -eq 0 ] || skip "no Docker engine answers, and only root can start one"
  if ! command -v dockerd >/dev/null; then
    apt-get install -q -y --no-install-recommends docker.io >"$WORK/apt.log" 2>&1 || skip "docker.io cannot be installed"
  fi
  export DOCKER_HOST="unix://$WORK/docker.sock"
  dockerd --data-root "$WORK/data" --exec-root "$WORK/exec" -H "$DOCKER_HOST" --pidfile "$WORK/dockerd.pid" \
    >"$WORK/dockerd.log" 2>&1 &
  timeout 60 bash -c 'until docker info >/dev/null 2>&1; do sleep 0.2; done' ||
    skip "dockerd does not start here: $(tail -n 1 "$WORK/dockerd.log")"
}

ensure_compose() {
  docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null ||
    { [ "$(id -u)" -eq 0 ] && apt-get install -q -y --no-install-recommends docker-compose >"$WORK/apt-compose.log" 2>&1; } ||
    skip "docker compose is not installed"
}

ensure_base_images() {
  if docker pull -q node:24-trixie-slim >/dev/null 2>&1 && docker pull -q debian:trixie-slim >/dev/null 2>&1; then
    return 0
  fi
  [ "$(id -u)" -eq 0 ] || skip "Docker Hub cannot be reached, and only root can make a base image"
  command -v mmdebstrap >/dev/null || apt-get install -q -y --no-install-recommends mmdebstrap >"$WORK/apt-mm.log" 2>&1 ||
    skip "Docker Hub cannot be reached, and mmdebstrap cannot be installed"
  mmdebstrap --quiet --variant=minbase --include=ca-certificates trixie "$WORK/base.tar" || skip "mmdebstrap failed"
  docker import "$WORK/base.tar" umlaut-test-base >/dev/null
  rm "$WORK/base.tar"
  # The build needs npm, and whatever certificates this host trusts.
  mkdir "$WORK/build-base"
  cp /etc/ssl/certs/ca-certificates.crt "$WORK/build-base/host.crt"
  cat >"$WORK/build-base/Dockerfile" <<'TEXT'
FROM umlaut-test-base
COPY host.crt /usr/local/share/host.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/host.crt SSL_CERT_FILE=/usr/local/share/host.crt
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm
TEXT
  DOCKER_BUILDKIT=0 docker build -q --network=host -t umlaut-test-build-base "$WORK/build-base" >/dev/null
  export UMLAUT_BASE_IMAGE=umlaut-test-base UMLAUT_BUILD_BASE_IMAGE=umlaut-test-build-base
}

trap clean_up EXIT
cd "$ROOT"
ensure_engine
ensure_compose
ensure_base_images
# The classic builder is there wherever Docker is; buildx is not.
DOCKER_BUILDKIT=0 docker build --network=host \
  --build-arg BUILD_BASE="${UMLAUT_BUILD_BASE_IMAGE:-node:24-trixie-slim}" \
  --build-arg BASE="${UMLAUT_BASE_IMAGE:-debian:trixie-slim}" -t umlaut . >"$WORK/build.log" 2>&1 ||
  { tail -n 40 "$WORK/build.log"; exit 1; }
compose up -d --no-build
CONTAINER=$(compose ps -q umlaut)
timeout 120 bash -c "until [ \"\$(docker inspect -f '{{.State.Health.Status}}' $CONTAINER)\" = healthy ]; do sleep 0.5; done" ||
  { docker logs "$CONTAINER"; echo "The container does not become healthy"; exit 1; }
docker exec "$CONTAINER" umlaut-sign-in | grep -q 'sign-in#token=' || { echo "No sign-in address"; exit 1; }
TOKEN=$(docker exec "$CONTAINER" cat /var/lib/umlaut/api-token)
node launcher/docker/journey.mjs "http://127.0.0.1:$UMLAUT_PORT" "$TOKEN" || { docker logs "$CONTAINER"; exit 1; }
printf '{"numPassedTests":1,"numFailedTests":0,"numPendingTests":0,"numTodoTests":0}\n' >"${RESULTS:-$WORK}/docker.json"
