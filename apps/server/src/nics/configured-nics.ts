import { UmlautError } from '@umlaut/contracts/errors';
import { FABRIC, NIC_COUNT, type NicConfig, type NicTransport } from '@umlaut/contracts/model';
import { randomMac } from '@umlaut/core/nics';

/** vec0, vec1, ... with random addresses. */
export function newNics(count: number): NicConfig[] {
  return Array.from({ length: count }, (_, number) => ({ number, mac: randomMac(), transport: FABRIC }));
}

/**
 * For a copy of a machine: two stations with one address would be one to a switch. Transports stay as they are, with
 * what can be had once, too: nobody but their author knows what else would do. nic-checks.ts refuses to start the
 * second of two machines with it.
 */
export function withNewAddresses(nics: readonly Omit<NicConfig, 'mac'>[]): NicConfig[] {
  return nics.map(({ number, transport }) => ({ number, transport, mac: randomMac() }));
}

/** @throws NIC_NOT_FOUND */
export function findNic(nics: readonly NicConfig[], number: number): NicConfig {
  const nic = nics.find((one) => one.number === number);
  if (nic !== undefined) return nic;
  throw new UmlautError('NIC_NOT_FOUND', `There is no network interface of the number ${number}.`, {
    field: 'number',
  });
}

/** The same interfaces with another transport for one of them. */
export function withTransport(
  nics: readonly NicConfig[],
  { number }: Pick<NicConfig, 'number'>,
  transport: NicTransport,
): NicConfig[] {
  return nics.map((one) => (one.number === number ? { ...one, transport } : one));
}

export function withoutNic(nics: readonly NicConfig[], number: number): NicConfig[] {
  return nics.filter((one) => one.number !== number);
}

/**
 * @param number the lowest that is free when not given
 * @throws LAB_LIMIT when all numbers are taken; PORT_IN_USE, INVALID_INPUT with `field`
 */
export function withNic(
  nics: readonly NicConfig[],
  {
    number,
    mac = randomMac(),
    transport,
  }: { number?: number | undefined; mac?: string | undefined; transport: NicTransport },
): { nics: NicConfig[]; added: NicConfig } {
  const taken = new Set(nics.map((one) => one.number));
  const free = Array.from({ length: NIC_COUNT }, (_, at) => at).find((at) => !taken.has(at));
  if (free === undefined) {
    throw new UmlautError('LAB_LIMIT', `A machine has at most ${NIC_COUNT} network interfaces.`, {
      field: 'number',
    });
  }
  if (number !== undefined && taken.has(number)) {
    throw new UmlautError('PORT_IN_USE', `There is an interface of the number ${number} already.`, {
      field: 'number',
      hint: 'Leave the number out to get one that is free.',
    });
  }
  if (nics.some((one) => one.mac === mac)) {
    throw new UmlautError('INVALID_INPUT', 'mac: Another interface of this machine has that address.', {
      field: 'mac',
    });
  }
  const added = { number: number ?? free, mac, transport };
  return { nics: [...nics, added].toSorted((a, b) => a.number - b.number), added };
}
