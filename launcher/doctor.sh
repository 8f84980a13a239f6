umlaut_doctor() {
  parse_server_options "$@"
  ensure_toolchain
  exec node apps/server/src/cli/doctor.ts
}
