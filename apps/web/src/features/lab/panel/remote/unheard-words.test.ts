import type { RemoteState } from '@umlaut/contracts/model';
import { remoteState } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { unheardWords } from './unheard-words.ts';

const peer = { address: '192.0.2.7', port: 4789 };
const state = (unsent: number, heardSecondsAgo: number | null): RemoteState =>
  remoteState.parse({
    id: 'n-aaaaaaaaaa',
    problem: null,
    sent: { frames: 9, bytes: 900, drops: unsent === 0 ? {} : { 'send-failed': unsent } },
    received: { frames: 0, bytes: 0, drops: {} },
    heardSecondsAgo,
  });

it('tells where nobody takes the frames, while nothing comes back', () => {
  expect(unheardWords(state(1, null), peer)).toBe(
    '1 frame was refused on the way: nobody listens at 192.0.2.7, port 4789, or nothing leads there.',
  );
  expect(unheardWords(state(40, 60), peer)).toMatch(/^40 frames were refused/);
});

it('says nothing of an end that answers, or to which nothing was sent', () => {
  expect(unheardWords(state(40, 3), peer)).toBeNull();
  expect(unheardWords(state(0, null), peer)).toBeNull();
  expect(unheardWords(undefined, peer)).toBeNull();
});
