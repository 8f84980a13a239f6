import { UmlautError } from '@umlaut/contracts/errors';
import type { NicTransport } from '@umlaut/contracts/model';
import { assertFamily } from './address-family.ts';

type Gre = Extract<NicTransport, { kind: 'gre' }>;

const MAX_KEY = 0x7fff_ffff;

/**
 * build_gre_transport_data() in arch/um/drivers/vector_transports.c: a receive key without one to send with panics the
 * guest when it brings the interface up, and so does a key that does not fit an int, which counts as none.
 * @throws UmlautError INVALID_INPUT with `field`
 */
export function greOptions(gre: Gre, field: string): Record<string, string | boolean | null> {
  assertFamily(gre, field);
  const { src, dst, v6, rx_key, tx_key, sequence, pin_sequence } = gre;
  if ((rx_key === null) !== (tx_key === null)) {
    throw new UmlautError('INVALID_INPUT', 'Give both keys or none: with one of them the guest panics', {
      field: `${field}.${rx_key === null ? 'rx_key' : 'tx_key'}`,
    });
  }
  for (const [name, key] of Object.entries({ rx_key, tx_key })) {
    if (key === null || Number(key) <= MAX_KEY) continue;
    throw new UmlautError('INVALID_INPUT', 'A key of UML is at most 0x7fffffff', {
      field: `${field}.${name}`,
      hint: 'The kernel reads it as a signed number of 32 bits.',
    });
  }
  // The last two are always said: without them the kernel goes by memory that it did not clear. (So it does for a 0.)
  return { src, dst, v6: v6 ? true : null, rx_key, tx_key, sequence, pin_sequence };
}
