import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchNic } from '@umlaut/contracts/monitor';
import { tunnelOption } from './tunnel-option.ts';

/**
 * The word of UML's command line for an interface; behind mconsole's `config` too.
 * @param field where the NIC stands in the request, for a refusal
 * @throws UmlautError INVALID_INPUT, with `field`
 */
export function nicOption(nic: LaunchNic, field: string): string {
  if (!('transport' in nic)) return tunnelOption(nic, field);
  throw new UmlautError('INVALID_INPUT', `Not a known transport: ${nic.transport.kind}`, { field });
}
