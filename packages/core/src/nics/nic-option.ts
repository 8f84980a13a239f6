import { UmlautError } from '@umlaut/contracts/errors';
import { nicDevice } from '@umlaut/contracts/model';
import type { LaunchNic } from '@umlaut/contracts/monitor';
import { isLegacyTransport, legacyOption } from './options/legacy.ts';
import { vectorOption } from './options/vector.ts';
import { assertNicAddress } from './nic-address.ts';
import { tunnelOption } from './tunnel-option.ts';

/**
 * The word of UML's command line for an interface; behind mconsole's `config` too.
 * @param field where the NIC stands in the request, for a refusal
 * @throws UmlautError INVALID_INPUT, with `field`
 */
export function nicOption(nic: LaunchNic, field: string): string {
  assertNicAddress(nic, field);
  if (!('transport' in nic)) return tunnelOption(nic, field);
  const { transport } = nic;
  if (isLegacyTransport(transport)) return legacyOption(nic, transport, field);
  if ('tuning' in transport) return vectorOption(nic, transport, field);
  throw new UmlautError('INVALID_INPUT', 'An interface of the fabric is a tunnel', { field });
}

/** The name that the guest's kernel has for it, as in mconsole's `remove`. */
export function launchDevice(nic: LaunchNic): string {
  return nicDevice(nic.number, 'transport' in nic ? nic.transport.kind : 'fabric');
}
