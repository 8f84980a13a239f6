import type { MconsoleAbilities } from '@umlaut/contracts/model';
import { KNOWN_PATHS } from './known-paths.ts';
import { CHANNEL_KINDS, ubdLetter } from './request-line.ts';

/** A way in which the line may go on. */
export interface Completion {
  /** The whole line up to the cursor, completed. */
  line: string;
  /** The word that is offered. */
  word: string;
  /** What it means. */
  detail: string;
}

interface Word {
  word: string;
  detail: string;
  /** What follows it, when it is certain. */
  tail?: string;
}

/** Commands that stand alone; the others want something after them. */
const ALONE: ReadonlySet<string> = new Set(['version', 'halt', 'reboot', 'help', 'cad', 'stop', 'go']);
const VECTOR_TRANSPORTS = ['tap', 'hybrid', 'raw', 'gre', 'l2tpv3', 'bess', 'fd', 'vde'] as const;
const CHANNELS_WITH_VALUE: ReadonlySet<string> = new Set(['tty', 'port', 'fd']);

/** What the kernel would understand after `text`, what stands before the cursor. */
export function completeLine(text: string, abilities: MconsoleAbilities): readonly Completion[] {
  const at = wordStart(text);
  const typed = text.slice(at);
  const before = text.slice(0, at);
  return candidates(before, abilities)
    .filter(({ word }) => word.startsWith(typed))
    .map(({ word, detail, tail }) => ({ line: `${before}${word}${tail ?? ''}`, word, detail }))
    .filter(({ line }) => line !== text);
}

/** The longest beginning that all completions share: what Tab may write without asking. */
export function sharedBeginning(completions: readonly Completion[]): string {
  const [first, ...rest] = completions.map(({ line }) => line);
  if (first === undefined) return '';
  let { length } = first;
  for (const line of rest) {
    while (!line.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}

/** Words begin after a blank; the values of devices after "=", ":" and ",". */
function wordStart(text: string): number {
  const pattern = /^(?:config|remove)\s/.test(text) ? /[\s=:,]/g : /\s/g;
  const last = [...text.matchAll(pattern)].at(-1);
  return last === undefined ? 0 : last.index + 1;
}

function candidates(before: string, abilities: MconsoleAbilities): readonly Word[] {
  if (before === '') {
    return abilities.commands.map(({ name, summary }) => ({
      word: name,
      detail: summary,
      ...(ALONE.has(name) ? {} : { tail: ' ' }),
    }));
  }
  switch (before) {
    case 'sysrq ':
      return abilities.sysrq.map(({ key, label, blocked }) => ({
        word: key,
        detail: blocked === null ? label : `${label} (blocked)`,
      }));
    case 'proc ':
      return KNOWN_PATHS.map(({ path, what }) => ({ word: path, detail: what }));
    case 'stack ':
      return [{ word: '1', detail: 'init' }];
    case 'config ':
      return abilities.devices.flatMap((device) => deviceWords(device, true));
    case 'remove ':
      return abilities.devices.flatMap((device) => (device.canRemove ? deviceWords(device, false) : []));
    default:
      return valueWords(before);
  }
}

function deviceWords(
  { prefix, label, numbers }: MconsoleAbilities['devices'][number],
  withValue: boolean,
): readonly Word[] {
  const tail = withValue ? { tail: prefix === 'vec' ? ':' : '=' } : {};
  if (numbers === null) return [{ word: prefix, detail: label, ...tail }];
  return Array.from({ length: numbers.max - numbers.min + 1 }, (_, index) => {
    const number = numbers.min + index;
    return { word: `${prefix}${prefix === 'ubd' ? ubdLetter(number) : number}`, detail: label, ...tail };
  });
}

function valueWords(before: string): readonly Word[] {
  if (/^config (?:con|ssl)\d+=(?:[^,]*,)?$/.test(before)) {
    return CHANNEL_KINDS.map((kind) => ({
      word: kind,
      detail: 'channel',
      ...(CHANNELS_WITH_VALUE.has(kind) ? { tail: ':' } : {}),
    }));
  }
  if (/^config vec\d+:$/.test(before)) return [{ word: 'transport', detail: 'kind of link', tail: '=' }];
  if (/^config vec\d+:transport=$/.test(before)) {
    return VECTOR_TRANSPORTS.map((word) => ({ word, detail: 'transport' }));
  }
  return [];
}
