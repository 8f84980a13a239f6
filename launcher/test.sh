# Every check and test, each step shown with its own output and its time; all steps run even when one fails.

TEST_STEPS=(format lint types borders unused unit integration e2e)

umlaut_test() {
  local only='' steps=("${TEST_STEPS[@]}")
  while [ $# -gt 0 ]; do
    case $1 in
      --only)
        [ $# -ge 2 ] || fail "--only needs a list of: ${TEST_STEPS[*]}"
        only=$2
        shift 2
        ;;
      --docker)
        steps+=(docker)
        shift
        ;;
      *) fail "\"$1\" is not an option here. See ./umlaut help" ;;
    esac
  done
  check_step_names "$only" "${steps[@]}"

  say "${BOLD}Preparing${PLAIN}"
  # shellcheck disable=SC2046
  ensure_packages $(missing_for_start) $(missing_for_test)
  ensure_machine_account
  ensure_toolchain
  ensure_build

  RESULTS="$ROOT/.cache/test-results"
  rm -rf "$RESULTS"
  mkdir -p "$RESULTS"
  FAILED_STEPS=()
  local step
  for step in "${steps[@]}"; do
    case ",$only," in
      ,, | *",$step,"*) run_test_step "$step" ;;
    esac
  done

  node launcher/summarise-tests.mjs "$RESULTS" "${FAILED_STEPS[@]}"
}

# check_step_names ONLY STEP ...
check_step_names() {
  local name only=$1
  shift
  for name in ${only//,/ }; do
    case " $* " in
      *" $name "*) ;;
      *) fail "There is no step \"$name\"; steps are: $*" ;;
    esac
  done
}

run_test_step() {
  local step=$1 started=$SECONDS
  printf '\n%s── %s%s\n' "$BOLD" "$step" "$PLAIN"
  if "test_$step" </dev/null; then
    printf '%s── %s: passed in %ss%s\n' "$GREEN" "$step" $((SECONDS - started)) "$PLAIN"
  else
    printf '%s── %s: FAILED after %ss%s\n' "$RED" "$step" $((SECONDS - started)) "$PLAIN"
    FAILED_STEPS+=("$step")
  fi
}

test_format() { pnpm format:check; }
# The type-aware linter has been seen to eat all memory when it strays; a limit turns that into an error.
test_lint() { (ulimit -v 33554432 && pnpm lint); }
test_types() { pnpm typecheck; }
test_borders() { node launcher/check-borders.mjs; }
test_unused() { pnpm unused; }
test_unit() { run_vitest unit unit; }
test_integration() { run_vitest int integration; }
test_e2e() { E2E_RESULTS="$RESULTS/e2e.json" pnpm e2e; }

# run_vitest PROJECT NAME. What it says of a runner that broke is in no result file: kept for the summary.
run_vitest() {
  pnpm exec vitest run --project "$1" --reporter=default --reporter=json --outputFile.json="$RESULTS/$2.json" \
    2> >(tee "$RESULTS/$2.stderr" >&2)
}

test_docker() { RESULTS="$RESULTS" bash launcher/test-docker.sh; }
