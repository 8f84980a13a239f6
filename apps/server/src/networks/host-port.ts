import type { MachineId, NicConfig } from '@umlaut/contracts/model';
import { plugName, portName, type PortKind, type WantedPort } from '@umlaut/core/namespace';

/** Where nothing else is said, as with the legacy transports. */
const DEFAULT_MTU = 1500;

/** The interface that Umlaut makes for one of a machine's; null: it needs none. */
export function hostPort(machine: MachineId, { number, transport }: NicConfig): WantedPort | null {
  const kind = portKind(transport);
  if (kind === null) return null;
  return {
    kind: kind === 'raw' ? 'veth' : 'tap',
    name: portName(kind, machine, number),
    plug: plugName(kind, machine, number),
    mtu: 'tuning' in transport ? transport.tuning.mtu : DEFAULT_MTU,
  };
}

/** An address that UML listens at, to be one of the namespace's own; null: none, or one that is there by itself. */
export function localAddress({ transport }: NicConfig): string | null {
  if (transport.kind !== 'gre' && !(transport.kind === 'l2tpv3' && !transport.udp)) return null;
  const { src } = transport;
  return src.startsWith('127.') || src === '::1' ? null : src.toLowerCase();
}

function portKind(transport: NicConfig['transport']): PortKind | null {
  const { kind } = transport;
  if (kind === 'tap') return transport.place === 'namespace' ? 'tap' : null;
  if (kind === 'raw') return transport.ifname === null ? 'raw' : null;
  return kind === 'hybrid' || kind === 'tuntap' ? kind : null;
}
