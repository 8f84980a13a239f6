# Debian packages that Umlaut needs, found by what they bring, so that hand-made installations count too.

# Prints the packages that are missing, of those that serving needs.
missing_for_start() {
  command -v linux.uml >/dev/null || echo user-mode-linux
  command -v bwrap >/dev/null || echo bubblewrap
  has_command mkfs.ext4 && has_command debugfs || echo e2fsprogs
  has_static_busybox || echo busybox-static
  has_command passt || echo passt
  has_command tcpdump || echo tcpdump
  has_command ip || echo iproute2
  command -v cc >/dev/null || echo gcc
  [ -e /usr/include/stdio.h ] || echo libc6-dev
}

# Prints the further packages that the tests need: a browser, UML's own tools and iperf3 as independent judges, and file
# systems that share blocks.
missing_for_test() {
  has_browser || echo chromium
  has_command uml_mconsole && has_command uml_moo || echo uml-utilities
  has_command iperf3 || echo iperf3
  has_command mkfs.btrfs || echo btrfs-progs
  has_command mkfs.xfs || echo xfsprogs
  [ -d /usr/share/fonts/truetype/dejavu ] || echo fonts-dejavu-core
}

# Administrators' programs are often outside an ordinary user's PATH.
has_command() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ]; }

has_static_busybox() { dpkg-query -W -f '${Status}' busybox-static 2>/dev/null | grep -q ' installed'; }

has_browser() { [ -n "${UMLAUT_CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null; }

# ensure_packages PACKAGE ...: installs them with apt, or prints the one command that would and stops.
ensure_packages() {
  [ $# -gt 0 ] || return 0
  command -v apt-get >/dev/null ||
    fail "These Debian packages are needed, and there is no apt here to install them: $*"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      say "Umlaut needs some Debian packages first. Please run this once, then start again:"
      say ""
      say "    sudo apt-get update && sudo apt-get install --no-install-recommends $*"
      say ""
      exit 1
    fi
    as_root=(sudo -n)
  fi
  quiet_step "Refreshing the package lists" apt-update "${as_root[@]}" apt-get update -q
  quiet_step "Installing $*" apt-install \
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}
