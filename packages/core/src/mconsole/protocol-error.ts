import { UmlautError } from '@umlaut/contracts/errors';

/** A datagram that is not what the protocol says; `offset` is the byte at fault. */
export function protocolError(sentence: string, offset: number, found?: number): UmlautError {
  return new UmlautError('MCONSOLE_PROTOCOL', `${sentence} (at byte ${offset})`, {
    details: { offset, ...(found === undefined ? {} : { found }) },
  });
}
