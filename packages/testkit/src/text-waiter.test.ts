import { describe, expect, it } from 'vitest';
import { TextWaiter } from './text-waiter.ts';

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('TextWaiter', () => {
  it('finds text that came before and text that comes later, each once and in order', async () => {
    const waiter = new TextWaiter();
    waiter.push(bytes('one two'));
    expect((await waiter.expect(/o(n)e/, 100))[1]).toBe('n');
    const both = Promise.all([waiter.expect(/one/, 1_000), waiter.expect(/end/, 1_000)]);
    waiter.push(bytes(' o'));
    waiter.push(bytes('ne end!'));
    await both;
    expect(waiter.text).toBe('!');
  });

  it('puts characters together that were cut between pieces', async () => {
    const waiter = new TextWaiter();
    const smile = bytes('\u{1f600}');
    waiter.push(smile.subarray(0, 2));
    waiter.push(smile.subarray(2));
    await waiter.expect(/^\u{1f600}$/u, 100);
    expect(waiter.text).toBe('');
  });

  it('says what came instead when the deadline passes or the source ends', async () => {
    const waiter = new TextWaiter();
    waiter.push(bytes('login: '));
    await expect(waiter.expect(/# /, 10)).rejects.toThrow('No /# / in "login: "');
    const waiting = waiter.expect(/# /, 10_000);
    waiter.fail(new Error('closed'));
    await expect(waiting).rejects.toThrow(/login/);
    await expect(waiter.expect(/# /, 10_000)).rejects.toThrow(/login/);
    await expect(waiter.expect(/login/, 10_000)).resolves.toBeTruthy();
  });
});
