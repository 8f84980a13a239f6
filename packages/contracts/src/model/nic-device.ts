import { isLegacy, placeOf } from './nic-place.ts';
import type { NicTransport, NicTransportKind } from './nic-transport.ts';
import type { NicConfig } from './nic.ts';

/** The interface in the guest: "vec0" (arch/um/drivers/vector_kern.c), or "eth0" (net_kern.c). */
export function nicDevice(number: number, kind: NicTransportKind = 'fabric'): string {
  return `${isLegacy(kind) ? 'eth' : 'vec'}${number}`;
}

export function nicDeviceOf({ number, transport }: Pick<NicConfig, 'number' | 'transport'>): string {
  return nicDevice(number, transport.kind);
}

/** The first of a machine's other interfaces that needs another network than `transport` does; undefined: none. */
export function findPlaceRival(transport: NicTransport, others: readonly NicConfig[]): NicConfig | undefined {
  const place = placeOf(transport);
  if (place === 'any') return undefined;
  return others.find((other) => ![place, 'any'].includes(placeOf(other.transport)));
}
