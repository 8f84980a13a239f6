import { z } from 'zod';
import {
  FABRIC,
  isLegacy,
  nicTransport,
  placeOf,
  type NicTransport,
  type NicTransportKind,
} from './nic-transport.ts';

/** Interfaces of one machine: `vec0` to `vec7` in the guest, or `eth0` to `eth7` with a legacy transport. */
export const NIC_COUNT = 8;
export const DEFAULT_NIC_COUNT = 1;

export const nicNumber = z
  .int('The number of a network interface is a whole number')
  .min(0, 'At least 0')
  .max(NIC_COUNT - 1, `At most ${NIC_COUNT - 1}`);

/** In a path of the API. */
export const nicNumberInPath = z.coerce.number().pipe(nicNumber);

/** Lower case, colons, and the address of one station: the group bit of the first byte is not set. */
export const macAddress = z
  .string()
  .regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/, 'A MAC address is six bytes like 02:00:00:00:00:01')
  .refine(
    (mac) => (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0,
    'The address of a group cannot be that of a NIC',
  )
  .refine((mac) => mac !== '00:00:00:00:00:00', 'All zero is no address');

/** An interface as it is configured, whatever it is plugged into. */
export const nicConfig = z.object({
  number: nicNumber,
  mac: macAddress,
  transport: nicTransport.default(FABRIC),
});
export type NicConfig = z.output<typeof nicConfig>;

/** In order of their numbers. */
export const nicConfigs = z.array(nicConfig).max(NIC_COUNT);

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
