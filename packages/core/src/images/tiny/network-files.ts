import type { GuestFile } from './guest-file.ts';

// udhcpc calls it with an event name and the lease in the environment; see busybox's examples/udhcp.
const LEASE_SCRIPT = `#!/bin/sh
# Only the address that came with a lease goes with it: one that a person gave the interface stays.
lease=/run/udhcpc.$interface.lease
given=
{ read -r given <"$lease"; } 2>/dev/null
address=$ip/\${mask:-24}

forget() {
  [ "$given" ] && [ "$given" != "$1" ] && ip addr del "$given" dev "$interface"
}

case $1 in
  deconfig)
    forget
    rm -f "$lease"
    ip link set "$interface" up
    ;;
  bound | renew)
    forget "$address"
    ip addr replace "$address" dev "$interface"
    echo "$address" >"$lease"
    [ "$mtu" ] && ip link set "$interface" mtu "$mtu"
    for router in $router; do
      ip route add default via "$router" dev "$interface" && break
    done
    {
      [ "$domain" ] && echo "search $domain"
      for server in $dns; do
        echo "nameserver $server"
      done
    } >/run/resolv.conf
    ;;
esac
`;

/** Name resolution and the DHCP client's script. */
export const NETWORK_FILES: readonly GuestFile[] = [
  { path: '/etc/udhcpc/default.script', mode: 0o755, text: LEASE_SCRIPT },
  { path: '/etc/hosts', mode: 0o644, text: '127.0.0.1 localhost\n' },
  { path: '/etc/nsswitch.conf', mode: 0o644, text: 'hosts: files dns\n' },
];
