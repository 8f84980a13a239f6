import { expect, it } from 'vitest';
import type { AskGuest } from './question.ts';
import { mconsoleInterrupts, standsStill } from './stands-still.ts';

const interrupts = (count: number): string => `           CPU0
  0:       5121  UML timer   hrtimer
  9:         12  SIGIO       console, console-write
 10:          ${count}  SIGIO       mconsole
 12:          7  SIGIO       winch
`;

const answering =
  (counts: number[]): AskGuest =>
  () =>
    Promise.resolve([{ ok: true, errno: 0, bytes: interrupts(counts.shift() ?? 0), truncated: false }]);

it('counts what comes to the mconsole, on all processors', () => {
  expect(mconsoleInterrupts(interrupts(31))).toBe(31);
  expect(mconsoleInterrupts('     CPU0  CPU1\n 10:   3   4  SIGIO  mconsole\n')).toBe(7);
  expect(mconsoleInterrupts('     CPU0\n 0:  3  UML timer\n')).toBeNull();
});

it('tells a kernel that is interrupted by what is asked from one that waits for it', async () => {
  expect(await standsStill(answering([31, 32]))).toBe(false);
  expect(await standsStill(answering([31, 31]))).toBe(true);
});

it('says nothing of a kernel that does not answer', async () => {
  const unanswered = { code: 'MCONSOLE_TIMEOUT', message: 'No answer' } as const;
  expect(await standsStill(() => Promise.resolve([{ unanswered }]))).toBe(false);
});
