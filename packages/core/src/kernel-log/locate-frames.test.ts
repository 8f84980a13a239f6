import { execFile } from 'node:child_process';
import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Backtrace, StackFrame } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBacktraces } from './decode-backtraces.ts';
import { readElfSymbols } from './elf-symbols.ts';
import { locateFrames } from './locate-frames.ts';
import { readFixture } from './testing/read-fixture.ts';

const run = promisify(execFile);

/** Line 4 calls `inner`, line 9 calls `outer`; `twin` is there twice. */
const SOURCE = `static int twin(int a) { return a * 3; }
int inner(int a);
__attribute__((noinline)) int outer(int a) {
  int b = inner(a);
  return b + twin(b) + 1;
}
__attribute__((noinline)) int inner(int a) { __asm__ volatile(""); return a + 2; }
int main(int argc, char **argv) {
  int c = outer(argc);
  return c;
}
`;

/** Builds the program in a new folder, which is readable for the account that machines run as. */
async function build(folder: string, flags: readonly string[]): Promise<string> {
  await writeFile(join(folder, 'small.c'), SOURCE);
  const path = join(folder, 'small');
  await run('cc', ['-O1', '-fno-inline', '-no-pie', ...flags, '-o', path, join(folder, 'small.c')]);
  return path;
}

/** A trace as a kernel would print it after the first call in each of these functions. */
async function traceOf(path: string, names: readonly string[]): Promise<Backtrace> {
  const { stdout } = await run('objdump', ['-d', '--no-show-raw-insn', path]);
  const frames = names.map((symbol): StackFrame => {
    const body = new RegExp(`^([0-9a-f]+) <${symbol}>:\\n([^]*?)\\n\\n`, 'm').exec(stdout);
    const lines = body?.[2]?.split('\n') ?? [];
    const call = lines.findIndex((line) => /\bcall\b/.test(line));
    const next = BigInt(`0x${/^ *([0-9a-f]+):/.exec(lines[call + 1] ?? '')?.[1] ?? '0'}`);
    const offset = Number(next - BigInt(`0x${body?.[1] ?? '0'}`));
    return { symbol, offset, size: null, module: null, address: null, reliable: true, source: null };
  });
  return { title: null, pid: null, command: null, frames, registers: [] };
}

describe('locateFrames', () => {
  it('names the line of each call when the program has debug information', async () => {
    await using folder = await mkdtempDisposable('/tmp/umlaut-locate-');
    const path = await build(folder.path, ['-g']);
    const trace = await traceOf(path, ['outer', 'main']);
    const [found] = await locateFrames(path, [trace]);
    const file = join(folder.path, 'small.c');
    expect(found?.frames.map(({ source }) => source)).toEqual([
      { file, line: 4 },
      { file, line: 9 },
    ]);
    expect(trace.frames[0]?.source).toBeNull();
  });

  it('leaves frames alone that are of a module, of no function, or unknown', async () => {
    await using folder = await mkdtempDisposable('/tmp/umlaut-locate-');
    const path = await build(folder.path, ['-g']);
    const { frames, ...rest } = await traceOf(path, ['outer']);
    const odd = frames.flatMap((frame) => [
      { ...frame, module: 'ext4' },
      { ...frame, symbol: 'no_such_function' },
      { ...frame, symbol: '0x60012345', offset: null },
    ]);
    const [found] = await locateFrames(path, [{ ...rest, frames: odd }]);
    expect(found?.frames).toEqual(odd);
  });

  it('changes nothing without debug information, without the file, and for what is no program', async () => {
    await using folder = await mkdtempDisposable('/tmp/umlaut-locate-');
    const path = await build(folder.path, []);
    const traces = [await traceOf(path, ['outer'])];
    const text = join(folder.path, 'text');
    await writeFile(text, 'no program');
    for (const file of [path, text, join(folder.path, 'missing')]) {
      expect(await locateFrames(file, traces)).toEqual(traces);
    }
  });

  it('changes nothing for a kernel of the distribution, which tells no lines', async () => {
    const traces = decodeBacktraces(readFixture('6.1', 'con0-panic-init-exit'));
    expect(await locateFrames('/usr/bin/linux.uml', traces)).toEqual(traces);
  });
});

describe('readElfSymbols', () => {
  it('finds functions by name', async () => {
    await using folder = await mkdtempDisposable('/tmp/umlaut-locate-');
    const path = await build(folder.path, ['-g']);
    const elf = await readElfSymbols(path, new Set(['outer', 'main']));
    expect(elf?.hasLines).toBe(true);
    expect(elf?.symbols.map(({ name }) => name).toSorted()).toEqual(['main', 'outer']);
  });

  it('survives any damage', async () => {
    await using folder = await mkdtempDisposable('/tmp/umlaut-locate-');
    const whole = await readFile(await build(folder.path, ['-g']));
    const path = join(folder.path, 'damaged');
    const damage = fc.array(fc.tuple(fc.oneof(fc.nat(63), fc.nat(whole.length - 1)), fc.nat(255)), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (bytes, cut) => {
        const damaged = Buffer.from(whole);
        for (const [at, value] of bytes) damaged[at] = value;
        await writeFile(path, cut % 2 === 0 ? damaged : damaged.subarray(0, cut));
        const elf = await readElfSymbols(path, new Set(['main']));
        for (const { name } of elf?.symbols ?? []) expect(name).toBe('main');
      }),
      { numRuns: 120 },
    );
  });
});
