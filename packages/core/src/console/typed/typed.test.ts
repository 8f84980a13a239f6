import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearHistory } from '../history/clear-history.ts';
import { readTyped } from './read-typed.ts';
import { asksForSecret } from './secret-prompt.ts';
import { decodeTyped, encodeTyped, type TypedRecord } from './typed-codec.ts';
import { MAX_TYPED_BYTES } from './typed-files.ts';
import { TypedRecorder } from './typed-recorder.ts';
import { MAX_RUN_BYTES, RUN_PAUSE_MS, TypedRuns } from './typed-run.ts';

const record: fc.Arbitrary<TypedRecord> = fc.record({
  number: fc.nat(),
  at: fc.nat(),
  offset: fc.maxSafeNat(),
  name: fc.string({ minLength: 1, unit: 'binary' }).filter((name) => name.isWellFormed()),
  typed: fc.oneof(
    fc.integer({ min: 1 }),
    fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes)),
  ),
});

describe('the codec of what was typed', () => {
  it('reads back what it wrote, and passes over what is torn', () => {
    fc.assert(
      fc.property(fc.array(record), fc.nat(), (records, cut) => {
        const text = records.map(encodeTyped).join('');
        expect(decodeTyped(text)).toEqual(records);
        const torn = text.slice(0, cut % (text.length + 1)) + records.map(encodeTyped).join('');
        expect(decodeTyped(torn).slice(-records.length || Infinity)).toEqual(records);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(Array.isArray(decodeTyped(text))).toBe(true);
      }),
    );
  });
});

describe('asksForSecret', () => {
  it.each([
    'Password: ',
    'secret: ',
    'API token? ',
    'x\r\n[sudo] password for anna: ',
    "Enter passphrase for key '/root/.ssh/id_rsa': ",
    'Enter PIN:',
    '\u001b[1mPassword:\u001b[0m ',
    'Passcode?',
    'Password: \r\n',
  ])('sees %j', (tail) => expect(asksForSecret(tail)).toBe(true));

  it.each([
    'root@lab:~# ',
    'login: ',
    'Password: \r\nLogin incorrect\r\nlogin: ',
    'spin:',
    'password: x',
    '',
  ])('does not see %j', (tail) => expect(asksForSecret(tail)).toBe(false));
});

describe('TypedRuns', () => {
  const typing = (name: string, text: string, at: number, secret = false) => ({
    at,
    offset: 7,
    name,
    bytes: Buffer.from(text),
    secret,
  });

  it('joins the keys of a line and parts people, pauses and secrets', () => {
    const runs = new TypedRuns();
    const done = [
      ...runs.push(typing('anna', 'l', 0)),
      ...runs.push(typing('anna', 's', 500)),
      ...runs.push(typing('anna', '\r', 900)),
      ...runs.push(typing('anna', 'x', 1_000)),
      ...runs.push(typing('ben', 'y', 1_100)),
      ...runs.push(typing('ben', 'z', 1_100 + RUN_PAUSE_MS)),
      ...runs.push(typing('ben', 'pw', 1_200 + RUN_PAUSE_MS, true)),
      ...runs.flush(),
    ];
    expect(done.map(({ name, at, typed }) => `${at} ${name} ${String(typed)}`)).toEqual([
      '0 anna ls\r',
      '1000 anna x',
      '1100 ben y',
      '2100 ben z',
      '2200 ben 2',
    ]);
  });

  it('loses no byte of a long paste', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 * MAX_RUN_BYTES })), (lengths) => {
        const runs = new TypedRuns();
        const done = lengths.flatMap((length) => runs.push(typing('a', 'x'.repeat(length), 0)));
        const typed = [...done, ...runs.flush()].map((run) => String(run.typed).length);
        expect(typed.reduce((sum, length) => sum + length, 0)).toBe(lengths.reduce((a, b) => a + b, 0));
        expect(Math.max(0, ...typed)).toBeLessThanOrEqual(MAX_RUN_BYTES);
      }),
      { numRuns: 20 },
    );
  });
});

describe('TypedRecorder', () => {
  let dir: string;
  let output: Buffer;
  let recorder: TypedRecorder;
  const open = (): TypedRecorder =>
    new TypedRecorder(dir, {
      get end() {
        return output.length;
      },
      read: (from, max) => ({ offset: from, bytes: output.subarray(from, from + max) }),
    });
  const say = (text: string): void => {
    output = Buffer.concat([output, Buffer.from(text)]);
  };
  const texts = (): string[] =>
    readTyped(dir, { before: null, limit: 200 }).items.map(
      ({ number, name, typed }) => `${number} ${name} ${String(typed)}`,
    );

  beforeEach(() => {
    vi.useFakeTimers();
    dir = mkdtempSync(join(tmpdir(), 'typed-'));
    output = Buffer.alloc(0);
    recorder = open();
  });
  afterEach(() => {
    recorder.close();
    vi.useRealTimers();
    rmSync(dir, { recursive: true, force: true });
  });

  it('keeps who typed what and where, for its owner alone, newest first and in pages', () => {
    say('# ');
    recorder.note('anna', Buffer.from('ls\r'));
    recorder.note('ben', Buffer.from('id'));
    expect(texts()).toEqual(['1 anna ls\r']);
    vi.advanceTimersByTime(RUN_PAUSE_MS);
    expect(texts()).toEqual(['2 ben id', '1 anna ls\r']);
    expect(readTyped(dir, { before: null, limit: 1 })).toMatchObject({
      items: [{ number: 2, offset: 2 }],
      next: 2,
    });
    expect(readTyped(dir, { before: 2, limit: 1 })).toMatchObject({ items: [{ number: 1 }], next: null });
    expect(statSync(join(dir, 'typed.jsonl')).mode & 0o777).toBe(0o600);
  });

  it('keeps no password, whether stars are echoed or not, and only its length', () => {
    say('[sudo] password for anna: ');
    recorder.note('anna', Buffer.from('sec'));
    say('***');
    recorder.note('anna', Buffer.from('ret'));
    recorder.note('anna', Buffer.from('\r'));
    say('\r\n# ');
    recorder.note('anna', Buffer.from('id\r'));
    expect(texts()).toEqual(['2 anna id\r', '1 anna 7']);
    for (const name of readdirSync(dir))
      expect(readFileSync(join(dir, name), 'latin1')).not.toContain('c2Vj');
  });

  it('goes on counting after a restart, over a torn line', () => {
    recorder.note('anna', Buffer.from('a\r'));
    recorder.close();
    writeFileSync(join(dir, 'typed.jsonl'), '\n{"number":9,"at"', { flag: 'a' });
    recorder = open();
    recorder.note('anna', Buffer.from('b\r'));
    expect(texts()).toEqual(['2 anna b\r', '1 anna a\r']);
  });

  it('is bounded', () => {
    for (let i = 0; i < 700; i += 1) recorder.note('anna', Buffer.alloc(MAX_RUN_BYTES, 'x'));
    const files = readdirSync(dir).map((name) => statSync(join(dir, name)).size);
    expect(files).toHaveLength(2);
    expect(Math.max(...files)).toBeLessThan(MAX_TYPED_BYTES + 2 * MAX_RUN_BYTES);
    expect(texts()[0]).toMatch(/^700 /);
  });

  it('is forgotten with the history, and counts on', () => {
    recorder.note('anna', Buffer.from('a\r'));
    recorder.clear();
    expect(readdirSync(dir)).toEqual([]);
    recorder.note('anna', Buffer.from('b\r'));
    expect(texts()).toEqual(['2 anna b\r']);
    clearHistory(dir);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('survives a disk that refuses', () => {
    rmSync(dir, { recursive: true });
    writeFileSync(dir, '');
    expect(() => recorder.note('anna', Buffer.from('a\r'))).not.toThrow();
  });
});
