import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compileFilter } from './compile-filter.ts';
import type { Instruction } from './instruction.ts';
import { runProgram } from './run-program.ts';
import { verifyProgram } from './verify-program.ts';

const run = (program: Instruction[], bytes: number[] = [], outgoing = false) =>
  // Somewhere in a larger buffer: nothing of what is around may be read.
  runProgram(verifyProgram(program), {
    bytes: new Uint8Array([9, 9, 9, ...bytes, 9, 9, 9, 9, 9]),
    start: 3,
    end: 3 + bytes.length,
    outgoing,
  });

const RET_A: Instruction = [0x16, 0, 0, 0];
const ld = (k: number): Instruction => [0x00, 0, 0, k];
const ldx = (k: number): Instruction => [0x01, 0, 0, k];

describe('runProgram', () => {
  it('loads words, halves and bytes, straight and by index, and ends beyond the frame', () => {
    const bytes = [0xff, 2, 3, 4, 5];
    expect(run([[0x20, 0, 0, 0], RET_A], bytes)).toBe(0xff020304);
    expect(run([[0x28, 0, 0, 3], RET_A], bytes)).toBe(0x0405);
    expect(run([[0x30, 0, 0, 4], RET_A], bytes)).toBe(5);
    expect(run([ldx(2), [0x50, 0, 0, 1], RET_A], bytes)).toBe(4);
    const beyond: Instruction[] = [
      [0x20, 0, 0, 2],
      [0x28, 0, 0, 4],
      [0x30, 0, 0, 5],
      [0xb1, 0, 0, 5],
    ];
    for (const load of beyond) expect(run([load, [6, 0, 0, 7]], bytes)).toBe(0);
    expect(run([ldx(0xffff_ffff), [0x50, 0, 0, 2], [6, 0, 0, 7]], bytes)).toBe(0);
    expect(run([[0xb1, 0, 0, 4], [0x87, 0, 0, 0], RET_A], [0, 0, 0, 0, 0x45])).toBe(20);
  });

  it('knows length, direction, protocol, and that tags are in the frame', () => {
    expect(run([[0x80, 0, 0, 0], RET_A], [1, 2, 3])).toBe(3);
    expect(run([[0x81, 0, 0, 0], [0x87, 0, 0, 0], RET_A], [1, 2, 3])).toBe(3);
    expect(run([[0x28, 0, 0, 0xffff_f004], RET_A], [1], true)).toBe(4);
    expect(run([[0x28, 0, 0, 0xffff_f004], RET_A], [1])).toBe(0);
    expect(run([[0x30, 0, 0, 0xffff_f030], RET_A], [1])).toBe(0);
    expect(run([[0x28, 0, 0, 0xffff_f000], RET_A], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 6])).toBe(0x0806);
  });

  it('calculates with 32 bits without sign', () => {
    const word = fc.nat(0xffff_ffff);
    const operations: [number, (a: bigint, b: bigint) => bigint][] = [
      [0x00, (a, b) => a + b],
      [0x10, (a, b) => a - b],
      [0x20, (a, b) => a * b],
      [0x30, (a, b) => a / b],
      [0x40, (a, b) => a | b],
      [0x50, (a, b) => a & b],
      [0x60, (a, b) => (b > 31n ? 0n : a << b)],
      [0x70, (a, b) => (b > 31n ? 0n : a >> b)],
      [0x80, (a) => -a],
      [0x90, (a, b) => a % b],
      [0xa0, (a, b) => a ^ b],
    ];
    fc.assert(
      fc.property(
        word,
        fc.oneof(word, fc.nat(40)),
        fc.constantFrom(...operations),
        (a, b, [code, result]) => {
          const byZero = b === 0 && (code === 0x30 || code === 0x90);
          const expected = byZero ? 0 : Number(BigInt.asUintN(32, result(BigInt(a), BigInt(b))));
          expect(run([ld(a), ldx(b), [4 | code | 8, 0, 0, 0], RET_A])).toBe(expected);
        },
      ),
    );
  });

  it('remembers, moves and jumps', () => {
    expect(run([ld(7), [2, 0, 0, 15], ld(0), [0x60, 0, 0, 15], RET_A])).toBe(7);
    expect(run([ldx(8), [3, 0, 0, 0], [0x61, 0, 0, 0], [0x87, 0, 0, 0], RET_A])).toBe(8);
    // What one run stored the next does not find.
    expect(run([[0x60, 0, 0, 15], RET_A])).toBe(0);
    expect(run([ld(5), [7, 0, 0, 0], ld(0), [0x87, 0, 0, 0], RET_A])).toBe(5);
    expect(
      run([
        [5, 0, 0, 1],
        [6, 0, 0, 1],
        [6, 0, 0, 2],
      ]),
    ).toBe(2);
    const jump = (code: number, k: number) => run([ld(6), [code, 0, 1, k], [6, 0, 0, 1], [6, 0, 0, 2]]);
    expect([jump(0x15, 6), jump(0x25, 5), jump(0x35, 6), jump(0x45, 2)]).toEqual([1, 1, 1, 1]);
    expect([jump(0x15, 5), jump(0x25, 6), jump(0x35, 7), jump(0x45, 9)]).toEqual([2, 2, 2, 2]);
    expect(run([ld(0x8000_0000), [0x25, 0, 1, 1], [6, 0, 0, 1], [6, 0, 0, 2]])).toBe(1);
  });

  it('ends without a word on any program that was accepted, and reads nothing beyond the frame', () => {
    const instruction = fc.tuple(
      fc.nat(255),
      fc.nat(4),
      fc.nat(4),
      fc.oneof(fc.nat(20), fc.nat(0xffff_ffff)),
    );
    fc.assert(
      fc.property(
        fc.array(instruction, { maxLength: 12 }),
        fc.uint8Array({ maxLength: 30 }),
        (body, bytes) => {
          const whole: Instruction[] = [...body.filter((each) => accepted([each, ...ENDS])), ...ENDS];
          const padded = (filler: number) => {
            const buffer = new Uint8Array(bytes.length + 20).fill(filler);
            buffer.set(bytes, 10);
            return runProgram(verifyProgram(whole), {
              bytes: buffer,
              start: 10,
              end: 10 + bytes.length,
              outgoing: false,
            });
          };
          expect(padded(0)).toBe(padded(255));
        },
      ),
      { numRuns: 500 },
    );
  });
});

const ENDS: Instruction[] = Array.from({ length: 6 }, (): Instruction => RET_A);

function accepted(program: Instruction[]): boolean {
  try {
    verifyProgram(program);
    return true;
  } catch {
    return false;
  }
}

describe('verifyProgram', () => {
  it('refuses what could run wild', () => {
    const wrong: Instruction[][] = [
      [],
      [ld(0)],
      [[5, 0, 0, 1], RET_A],
      [[0x15, 0, 1, 0], RET_A],
      [[0x15, 1, 0, 0], RET_A],
      [[5, 0, 0, 0xffff_ffff], RET_A],
      [[0x34, 0, 0, 0], RET_A],
      [[0x94, 0, 0, 0], RET_A],
      [[0x64, 0, 0, 32], RET_A],
      [[0x60, 0, 0, 16], RET_A],
      [[2, 0, 0, 16], RET_A],
      [[3, 0, 0, 99], RET_A],
      [[0x28, 0, 0, 0xffff_f008], RET_A],
      [[0xff, 0, 0, 0], RET_A],
      [[256, 0, 0, 0], RET_A],
      [[0, -1, 0, 0], RET_A],
      [[0, 0, 0, 2 ** 32], RET_A],
      [[0, 0, 0, 0.5], RET_A],
      [...Array.from({ length: 4096 }, () => ld(0)), RET_A],
    ];
    for (const program of wrong) {
      expect(() => verifyProgram(program)).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT', field: 'program' }),
      );
    }
  });
});

describe('compileFilter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'umlaut-bpf-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const fake = (name: string, script: string) => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  it('gives the tuples, and nothing for no filter', async () => {
    const tcpdump = fake('good', 'echo 2; echo "40 0 0 12"; echo "6 0 0 262144"');
    await expect(compileFilter('arp', { tcpdump })).resolves.toEqual([
      [40, 0, 0, 12],
      [6, 0, 0, 262144],
    ]);
    await expect(compileFilter('', { tcpdump: '/nowhere' })).resolves.toEqual([]);
  });

  it('passes the filter as one argument', async () => {
    const tcpdump = fake('arguments', 'printf "tcpdump: %s arguments, the last: %s\\n" $# "$5" >&2; exit 1');
    await expect(compileFilter('$(id); "x" y', { tcpdump })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'filter',
      message: 'tcpdump does not take this filter: 5 arguments, the last: $(id); "x" y',
    });
  });

  it('says when tcpdump is missing or talks nonsense', async () => {
    await expect(compileFilter('arp', { tcpdump: join(folder, 'none') })).rejects.toMatchObject({
      code: 'NETWORK_UNAVAILABLE',
      hint: expect.stringContaining('apt-get install') as string,
    });
    const tcpdump = fake('nonsense', 'echo hello');
    await expect(compileFilter('arp', { tcpdump })).rejects.toMatchObject({ code: 'NETWORK_UNAVAILABLE' });
  });
});
