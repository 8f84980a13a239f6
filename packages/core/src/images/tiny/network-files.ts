import type { GuestFile } from './guest-file.ts';

// udhcpc calls it with an event name and the lease in the environment; see busybox's examples/udhcp.
const LEASE_SCRIPT = `#!/bin/sh
case $1 in
  deconfig)
    ip addr flush dev "$interface"
    ip link set "$interface" up
    ;;
  bound | renew)
    ip addr flush dev "$interface"
    ip addr add "$ip/\${mask:-24}" dev "$interface"
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
