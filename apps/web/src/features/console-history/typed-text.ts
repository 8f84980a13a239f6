import type { TypedEntry } from '@umlaut/contracts/model';

/** Keys with a name of their own, as terminals send them (xterm's ctlseqs, "PC-Style Function Keys"). */
const NAMED: readonly (readonly [RegExp, string])[] = [
  // oxlint-disable-next-line no-control-regex
  [/\u001B\[200~|\u001B\[201~/g, ''],
  // oxlint-disable-next-line no-control-regex
  [/\u001B(?:\[|O)A/g, '↑'],
  // oxlint-disable-next-line no-control-regex
  [/\u001B(?:\[|O)B/g, '↓'],
  // oxlint-disable-next-line no-control-regex
  [/\u001B(?:\[|O)C/g, '→'],
  // oxlint-disable-next-line no-control-regex
  [/\u001B(?:\[|O)D/g, '←'],
  [/\r\n|\r|\n/g, '⏎'],
  [/\t/g, '⇥'],
  // oxlint-disable-next-line no-control-regex
  [/[\u0008\u007F]/g, '⌫'],
];

/** What was typed in signs that can be read: Enter is ⏎, Ctrl-C is ^C. Pure. */
export function typedText({ text, bytes }: Pick<TypedEntry, 'text' | 'bytes'>): string {
  if (text === null)
    return `Not kept: ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} after a question for a password`;
  const named = NAMED.reduce((shown, [keys, sign]) => shown.replace(keys, sign), text);
  // oxlint-disable-next-line no-control-regex
  return named.replace(/[\u0000-\u001F]/g, (key) => `^${String.fromCharCode(key.charCodeAt(0) + 64)}`);
}
