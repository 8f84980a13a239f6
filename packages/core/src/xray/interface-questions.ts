import type { GuestInterface } from '@umlaut/contracts/model';
import { toCount } from './figures.ts';
import type { Question } from './question.ts';
import { oneLine } from './reply-text.ts';

const IFF_UP = 0x1;

/** The counters below statistics/, by the name of the field; rates are made of the first two. */
const BYTES = { receivedBytes: 'rx_bytes', sentBytes: 'tx_bytes' } as const;
const DETAILS = {
  receivedPackets: 'rx_packets',
  sentPackets: 'tx_packets',
  receiveErrors: 'rx_errors',
  sendErrors: 'tx_errors',
  receiveDrops: 'rx_dropped',
  sendDrops: 'tx_dropped',
} as const;

export const NOTHING_YET: GuestInterface = {
  name: '',
  operstate: '',
  up: false,
  mac: null,
  mtu: null,
  receivedBytes: 0,
  sentBytes: 0,
  receivedPackets: 0,
  sentPackets: 0,
  receiveErrors: 0,
  sendErrors: 0,
  receiveDrops: 0,
  sendDrops: 0,
  receivedBytesPerSecond: null,
  sentBytesPerSecond: null,
};

type CounterField = keyof typeof BYTES | keyof typeof DETAILS;

/** Whether it is up; what its driver says of the line is asked beside it. */
export function flagsQuestion(found: GuestInterface): Question {
  return {
    line: interfaceFile(found.name, 'flags'),
    take: (text) => void (found.up = (Number.parseInt(text ?? '', 16) & IFF_UP) !== 0),
  };
}

export function bytesQuestions(found: GuestInterface): Question[] {
  return counterQuestions(found, BYTES);
}

/** Packets, errors, address: what does not tell whether the network works this second. */
export function detailQuestions(found: GuestInterface): Question[] {
  const { name } = found;
  return [
    { line: interfaceFile(name, 'address'), take: (text) => void (found.mac = toMac(text)) },
    {
      line: interfaceFile(name, 'mtu'),
      take: (text) => void (found.mtu = text === null ? null : toCount(text.trim())),
    },
    ...counterQuestions(found, DETAILS),
  ];
}

/** The line that has mconsole print a file of /sys/class/net of the guest. */
export function interfaceFile(name: string, file: string): string {
  return `proc 1/root/sys/class/net/${name}/${file}`;
}

function counterQuestions(
  found: GuestInterface,
  files: Readonly<Partial<Record<CounterField, string>>>,
): Question[] {
  return (Object.entries(files) as [CounterField, string][]).map(([field, file]) => ({
    line: interfaceFile(found.name, `statistics/${file}`),
    take: (text) => void (found[field] = toCount(text?.trim())),
  }));
}

/** Null for what has none: a tunnel's is empty. */
function toMac(text: string | null): string | null {
  const mac = oneLine(text ?? '', 64);
  return mac === '' ? null : mac;
}
