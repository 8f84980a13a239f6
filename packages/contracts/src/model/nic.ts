import { z } from 'zod';
import { MAC_FORM, NIC_COUNT, isStationAddress } from './nic-address.ts';
import { FABRIC } from './nic-place.ts';
import { nicTransport } from './nic-transport.ts';

export const DEFAULT_NIC_COUNT = 1;

export const nicNumber = z
  .int('The number of a network interface is a whole number')
  .min(0, 'At least 0')
  .max(NIC_COUNT - 1, `At most ${NIC_COUNT - 1}`);

/** In a path of the API. */
export const nicNumberInPath = z.coerce.number().pipe(nicNumber);

export const macAddress = z
  .string()
  .regex(MAC_FORM, 'A MAC address is six bytes like 02:00:00:00:00:01')
  .refine(isStationAddress, 'The address of a group or all zero cannot be that of a NIC');

/** An interface as it is configured, whatever it is plugged into. */
export const nicConfig = z.object({
  number: nicNumber,
  mac: macAddress,
  transport: nicTransport.default(FABRIC),
});
export type NicConfig = z.output<typeof nicConfig>;

/** In order of their numbers. */
export const nicConfigs = z.array(nicConfig).max(NIC_COUNT);
