import { CHANNEL_KINDS, type LineChannel } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { draftOf, readDraft } from './channel-draft.ts';
import { CHANNEL_TEXTS, channelText } from './channel-text.ts';
import { freeLines } from './free-lines.ts';

const EXAMPLES: readonly LineChannel[] = [
  { kind: 'browser' },
  { kind: 'pts' },
  { kind: 'tty', device: '/dev/ttyUSB0' },
  { kind: 'port', port: 9000 },
  { kind: 'fd', path: '/var/log/serial' },
  { kind: 'xterm' },
  { kind: 'pty' },
  { kind: 'null' },
  { kind: 'none' },
];

describe('a channel being chosen', () => {
  it('is the channel again when nothing was touched', () => {
    expect(EXAMPLES.map(({ kind }) => kind)).toEqual(CHANNEL_KINDS);
    for (const channel of EXAMPLES) {
      expect(readDraft(draftOf(channel))).toEqual({ channel, problem: null });
    }
  });

  it.each([
    [{ kind: 'port', port: '' }, 'whole number'],
    [{ kind: 'port', port: 80 }, 'At least 1024'],
    [{ kind: 'tty', device: 'ttyS0' }, 'absolute path'],
    [{ kind: 'tty', device: '/tmp/x' }, 'below /dev/'],
    [{ kind: 'fd', path: '/a b' }, 'blank'],
  ] as const)('says what is wrong with %j', (change, words) => {
    expect(readDraft({ ...draftOf({ kind: 'null' }), ...change }).problem).toContain(words);
  });

  it('keeps what was typed for another kind', () => {
    const draft = { ...draftOf({ kind: 'port', port: 9000 }), kind: 'pts' as const };
    expect(readDraft(draft).channel).toEqual({ kind: 'pts' });
    expect(draft.port).toBe(9000);
  });
});

it('names every channel', () => {
  expect(EXAMPLES.map((channel) => channelText(channel))).toEqual([
    'Browser',
    'pts',
    '/dev/ttyUSB0',
    'port 9000',
    'file /var/log/serial',
    'xterm',
    'pty',
    'null',
    'none',
  ]);
  expect(Object.keys(CHANNEL_TEXTS).toSorted()).toEqual(CHANNEL_KINDS.toSorted());
});

it('offers the lines that are not configured yet', () => {
  const free = freeLines(['con0', 'con1', 'ssl0']);
  expect(free).toHaveLength(29);
  expect([free[0], free.find((name) => name.startsWith('ssl'))]).toEqual(['con2', 'ssl1']);
});
