import { UmlautError } from '@umlaut/contracts/errors';
import { isLegacy, type NicTransport } from '@umlaut/contracts/model';
import type { LaunchOther } from '@umlaut/contracts/monitor';
import { optionValue, plainPath } from './option-value.ts';

/** Where Debian's package slirp has it. Its plain slirp is for terminals, and ends at once on the socket that UML gives it. */
export const SLIRP = '/usr/bin/slirp-fullbolt';

export type LegacyTransport = Extract<
  NicTransport,
  { kind: 'tuntap' | 'daemon' | 'mcast' | 'ucast' | 'slirp' | 'vde-legacy' }
>;

export function isLegacyTransport(transport: NicTransport): transport is LegacyTransport {
  return isLegacy(transport.kind);
}

/**
 * `ethN=KIND,...`, words by their place, arch/um/drivers/*_kern.c up to Linux 6.16. The address is always given: a
 * device of the command line without one gets that of the device before it.
 * @throws UmlautError INVALID_INPUT with `field`
 */
export function legacyOption(nic: LaunchOther, transport: LegacyTransport, field: string): string {
  const words = wordsOf(nic, transport, `${field}.transport`);
  return `eth${nic.number}=${words.map(([key, word]) => optionValue(word, `${field}.transport.${key}`)).join(',')}`;
}

type Word = readonly [key: string, value: string | number];

function wordsOf(nic: LaunchOther, transport: LegacyTransport, field: string): Word[] {
  const mac: Word = ['mac', nic.mac];
  switch (transport.kind) {
    case 'tuntap':
      return [['kind', 'tuntap'], ['ifname', needed(nic.ifname, `${field}.ifname`)], mac];
    case 'daemon': {
      const path = needed(transport.socket ?? nic.socket, `${field}.socket`);
      const socket = plainPath(path, `${field}.socket`);
      return [['kind', 'daemon'], mac, ['kind', 'unix'], ['socket', socket]];
    }
    case 'mcast': {
      const { group, port, ttl } = transport;
      return [['kind', 'mcast'], mac, ['group', group], ['port', port], ['ttl', ttl]];
    }
    case 'ucast': {
      const { remote, port, remotePort } = transport;
      return [['kind', 'ucast'], mac, ['remote', remote], ['port', port], ['remotePort', remotePort]];
    }
    case 'slirp':
      return [['kind', 'slirp'], mac, ['kind', SLIRP]];
    case 'vde-legacy': {
      const { port } = transport;
      const socket = plainPath(transport.socket, `${field}.socket`);
      const own: Word[] = [['kind', 'vde'], ['socket', socket], mac];
      return port === null ? own : [...own, ['port', port]];
    }
  }
}

function needed(value: string | undefined, field: string): string {
  if (value !== undefined && value !== '') return value;
  throw new UmlautError('INVALID_INPUT', 'Its host side is missing', { field });
}
