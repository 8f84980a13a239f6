# UML never runs as root: a server that root starts runs its machines as this system account.

ensure_machine_account() {
  [ "$(id -u)" -eq 0 ] || return 0
  getent passwd umlaut >/dev/null && return 0
  quiet_step "Creating the account \"umlaut\" that machines run as" useradd \
    useradd --system --user-group --no-create-home --shell /usr/sbin/nologin umlaut
}
