import { UmlautError } from '@umlaut/contracts/errors';
import { NIC_COUNT, isNicAddress } from '@umlaut/contracts/model';

/**
 * @param field where the NIC stands in the request
 * @throws UmlautError INVALID_INPUT, with `field`
 */
export function assertNicAddress(nic: { number: number; mac: string }, field: string): void {
  if (isNicAddress(nic)) return;
  throw new UmlautError('INVALID_INPUT', `A NIC has a number from 0 to ${NIC_COUNT - 1} and a MAC address`, {
    field,
  });
}
