# Builds the addon, the monitor, the fabric, the server and the web app when their sources changed.

ensure_build() {
  local stamp="$ROOT/.cache/build-stamp" wanted
  mkdir -p "$ROOT/.cache"
  wanted=$(source_hash)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && [ -e apps/server/dist/main.js ] && [ -e apps/web/dist/index.html ]; then
    return 0
  fi
  quiet_step "Building" build pnpm build
  printf '%s\n' "$wanted" >"$stamp"
}

source_hash() {
  {
    cat pnpm-lock.yaml
    find apps packages -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum
}
