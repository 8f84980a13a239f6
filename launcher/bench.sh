umlaut_bench() {
  # shellcheck disable=SC2046
  ensure_packages $(missing_for_start) $(missing_for_test) >&2
  ensure_machine_account >&2
  ensure_toolchain >&2
  ensure_build >&2
  exec node bench/src/main.ts "$@"
}
