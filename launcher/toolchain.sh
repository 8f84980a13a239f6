# pnpm and Node 24 from the npm registry, inside this folder; the system's Node stays as it is.

PNPM_VERSION=12.21.0
TOOLCHAIN="$ROOT/.toolchain"
PNPM="$TOOLCHAIN/node_modules/.bin/pnpm"

ensure_toolchain() {
  command -v npm >/dev/null || fail "Umlaut needs Node 20 or newer with npm: sudo apt-get install nodejs npm"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
  [ "$major" -ge 20 ] || fail "Umlaut needs Node 20 or newer to set itself up; this host has $(node -v 2>/dev/null || echo none)."
  [ "$(uname -m)" = x86_64 ] || fail "User Mode Linux runs on x86-64 only; this host is $(uname -m)."
  if [ "$("$PNPM" --version 2>/dev/null)" != "$PNPM_VERSION" ]; then
    quiet_step "Fetching pnpm $PNPM_VERSION" pnpm \
      npm install --prefix "$TOOLCHAIN" --no-audit --no-fund --no-save "pnpm@$PNPM_VERSION"
  fi
  ensure_dependencies
  export PATH="$ROOT/node_modules/.bin:$TOOLCHAIN/node_modules/.bin:$PATH"
}

ensure_dependencies() {
  local stamp="$ROOT/node_modules/.umlaut-installed" wanted
  wanted=$(cat pnpm-lock.yaml pnpm-workspace.yaml | sha256sum)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then return 0; fi
  quiet_step "Installing dependencies and Node 24" dependencies \
    env CI=true "$PNPM" install --frozen-lockfile
  printf '%s\n' "$wanted" >"$stamp"
}
