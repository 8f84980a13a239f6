# What the launcher prints: one line a step, details in a log that is shown only when the step fails.

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m'
else
  BOLD='' DIM='' RED='' GREEN='' PLAIN=''
fi

LOGS="$ROOT/.cache/logs"

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s%s%s\n' "$RED" "$*" "$PLAIN" >&2
  exit 1
}

# quiet_step TITLE LOGNAME COMMAND [ARG ...]
quiet_step() {
  local title=$1 log="$LOGS/$2.log" started=$SECONDS
  shift 2
  mkdir -p "$LOGS"
  [ -t 1 ] && printf '  %s…%s %s' "$DIM" "$PLAIN" "$title"
  if "$@" >"$log" 2>&1 </dev/null; then
    [ -t 1 ] && printf '\r\e[K'
    printf '  %s✓%s %s %s%ss%s\n' "$GREEN" "$PLAIN" "$title" "$DIM" $((SECONDS - started)) "$PLAIN"
  else
    [ -t 1 ] && printf '\r\e[K'
    printf '  %s✗ %s%s\n' "$RED" "$title" "$PLAIN" >&2
    tail -n 40 "$log" >&2
    fail "That did not work; the whole log is in $log"
  fi
}
