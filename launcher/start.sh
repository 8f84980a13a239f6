umlaut_start() {
  parse_server_options "$@"
  say "${BOLD}Umlaut${PLAIN}"
  # shellcheck disable=SC2046
  ensure_packages $(missing_for_start)
  ensure_machine_account
  ensure_toolchain
  ensure_build
  # Compiled code of the server, so that it starts sooner the next time.
  export NODE_COMPILE_CACHE="$ROOT/.cache/compiled"
  # A second `start` while Umlaut runs is a request for a fresh sign-in address.
  if node apps/server/dist/cli/sign-in-link.js --if-running; then return 0; fi
  node apps/server/dist/cli/prepare.js
  # DEP0169: a library of Express parses odd addresses with url.parse, of which the person here need not hear.
  exec node --enable-source-maps --disable-warning=DEP0169 apps/server/dist/main.js
}

# The options are another spelling of the environment, which is what the server reads.
parse_server_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --host | --port | --home)
        [ $# -ge 2 ] || fail "$1 needs a value."
        export "UMLAUT_$(printf '%s' "${1#--}" | tr a-z A-Z)=$2"
        shift 2
        ;;
      --host=* | --port=* | --home=*)
        local name=${1%%=*}
        export "UMLAUT_$(printf '%s' "${name#--}" | tr a-z A-Z)=${1#*=}"
        shift
        ;;
      *) fail "\"$1\" is not an option here. See ./umlaut help" ;;
    esac
  done
  local name
  for name in UMLAUT_HOME UMLAUT_RUNTIME_DIR; do
    if [ -n "${!name:-}" ]; then export "$name=$(from_caller "${!name}")"; fi
  done
}
