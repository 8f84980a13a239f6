import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exchangeDatagrams, UnixDatagramSocket } from './index.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostio-exchange-'));
  path = join(folder, 'socket');
});
afterEach(() => rmSync(folder, { recursive: true }));

const QUESTIONS = [Buffer.from('first'), Buffer.from('second')];

/** Answers are tested where there is somebody to give them: a kernel, packages/core/src/mconsole. */
describe('exchangeDatagrams', () => {
  it('asks the next question only when the one before was answered', async () => {
    const heard: string[] = [];
    using _silent = new UnixDatagramSocket({ path, onMessage: (bytes) => heard.push(String(bytes)) });
    const startedAt = performance.now();
    const result = await exchangeDatagrams({ path, questions: QUESTIONS, moreOffset: 4, timeoutMs: 120 });
    expect(result).toEqual({ answers: [], problem: 'ETIMEDOUT' });
    expect(performance.now() - startedAt).toBeGreaterThan(100);
    await vi.waitFor(() => expect(heard).toEqual(['first']));
  });

  it('ends soon when it is given up, also before it began', async () => {
    using _silent = new UnixDatagramSocket({ path, onMessage: () => {} });
    for (const delayMs of [0, 30]) {
      const signal = delayMs === 0 ? AbortSignal.abort() : AbortSignal.timeout(delayMs);
      const asked = exchangeDatagrams({
        path,
        questions: QUESTIONS,
        moreOffset: 4,
        timeoutMs: 30_000,
        signal,
      });
      expect((await asked).problem).toBe('ECANCELED');
    }
  });

  it('says that nobody is there, and that a path cannot be one', async () => {
    const ask = (at: string): ReturnType<typeof exchangeDatagrams> =>
      exchangeDatagrams({ path: at, questions: QUESTIONS, moreOffset: 4, timeoutMs: 1000 });
    expect(await ask(path)).toEqual({ answers: [], problem: 'ENOENT' });
    await expect(ask('x'.repeat(108))).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
  });

  it('is answered at a path of its own, and leaves nothing of it', async () => {
    const ownPath = join(folder, 'own');
    const seen = new Set<string>();
    using _silent = new UnixDatagramSocket({
      path,
      onMessage: () => readdirSync(folder).forEach((name) => seen.add(name)),
    });
    await exchangeDatagrams({ path, ownPath, questions: QUESTIONS, moreOffset: 4, timeoutMs: 200 });
    expect([...seen].toSorted()).toEqual(['own.0', 'socket']);
    expect(readdirSync(folder)).toEqual(['socket']);
    const asked = { path, questions: QUESTIONS, moreOffset: 4, timeoutMs: 200 };
    const tooLong = await exchangeDatagrams({ ...asked, ownPath: `/tmp/${'x'.repeat(101)}` });
    expect(tooLong.problem).toBe('ENAMETOOLONG');
  });

  it('does nothing for no questions', async () => {
    expect(await exchangeDatagrams({ path, questions: [], moreOffset: 4, timeoutMs: 1000 })).toEqual({
      answers: [],
      problem: null,
    });
  });

  it('leaves no descriptor open', async () => {
    const before = readdirSync('/proc/self/fd').length;
    for (let n = 0; n < 20; n++)
      await exchangeDatagrams({ path, questions: QUESTIONS, moreOffset: 4, timeoutMs: 10 });
    expect(readdirSync('/proc/self/fd').length).toBe(before);
  });
});
