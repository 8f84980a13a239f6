import { getuid } from 'node:process';
import type { Backtrace, StackFrame } from '@umlaut/contracts/model';
import { CONFINED_FILE, runCommand, runConfined } from '../process/index.ts';
import { readElfSymbols, type ElfSymbol } from './elf-symbols.ts';

export interface LocateOptions {
  /** Account to run addr2line as when this process is root: the kernel file may be a stranger's upload. */
  runAs?: { uid: number; gid: number } | null | undefined;
  signal?: AbortSignal | undefined;
}

const LIMITS = { timeoutMs: 10_000, outputLimitBytes: 1_048_576 };
const MAX_FRAMES = 2_000;

/**
 * Tells the source line of each frame, from the debug information of the very kernel that printed it, by
 * addr2line of binutils. Without either, or when it takes too long, the traces are returned as they are.
 */
export async function locateFrames(
  kernelPath: string,
  traces: readonly Backtrace[],
  options: LocateOptions = {},
): Promise<Backtrace[]> {
  try {
    return await located(kernelPath, traces, options);
  } catch {
    // No such file, no addr2line, a deadline: the trace is as good as it was.
    return [...traces];
  }
}

async function located(
  kernelPath: string,
  traces: readonly Backtrace[],
  options: LocateOptions,
): Promise<Backtrace[]> {
  // Those of modules are not in the kernel file.
  const frames = traces.flatMap((trace) => trace.frames).filter(({ module }) => module === null);
  const names = new Set(frames.slice(0, MAX_FRAMES).map(({ symbol }) => symbol));
  const elf = names.size === 0 ? null : await readElfSymbols(kernelPath, names);
  if (elf === null || !elf.hasLines) return [...traces];
  const addresses = new Map<StackFrame, string>();
  for (const frame of frames.slice(0, MAX_FRAMES)) {
    const address = addressOf(frame, elf.symbols);
    if (address !== null) addresses.set(frame, `0x${address.toString(16)}`);
  }
  const lines = await askAddr2line(kernelPath, [...new Set(addresses.values())], options);
  return traces.map((trace) => ({
    ...trace,
    frames: trace.frames.map((frame) => ({
      ...frame,
      source: lines.get(addresses.get(frame) ?? '') ?? frame.source,
    })),
  }));
}

/** In the call itself: the kernel prints where it returns to, which may be the next line already. */
function addressOf(
  { symbol, offset, size, address }: StackFrame,
  symbols: readonly ElfSymbol[],
): bigint | null {
  if (offset === null) return null;
  const within = offset === 0 ? 0n : BigInt(offset) - 1n;
  const same = symbols.filter(({ name }) => name === symbol);
  const printed = address === null ? null : BigInt(address) - BigInt(offset);
  const match =
    same.find((candidate) => candidate.address === printed) ??
    (same.length === 1 ? same[0] : same.find((candidate) => candidate.size === BigInt(size ?? 0)));
  return match === undefined ? null : match.address + within;
}

/** By address; without those that addr2line does not know. */
async function askAddr2line(
  kernelPath: string,
  addresses: readonly string[],
  { runAs, signal }: LocateOptions,
): Promise<Map<string, NonNullable<StackFrame['source']>>> {
  const found = new Map<string, NonNullable<StackFrame['source']>>();
  if (addresses.length === 0) return found;
  const account = getuid?.() === 0 ? (runAs ?? null) : null;
  const limits = { ...LIMITS, signal, cwd: '/', runAs: account, input: `${addresses.join('\n')}\n` };
  const command = ['addr2line', '-e'];
  let result = await runConfined(kernelPath, [...command, CONFINED_FILE], limits);
  // Binutils has read files to its harm before; root does not try.
  if (result === null && (getuid?.() !== 0 || account !== null)) {
    result = await runCommand('addr2line', ['-e', kernelPath], limits);
  }
  if (result === null || result.code !== 0) return found;
  for (const [index, line] of result.stdout.split('\n').entries()) {
    const place = /^(\/?[^?\n][^\n]{0,1000}):(\d{1,8})(?: \(discriminator \d+\))?$/.exec(line);
    const address = addresses[index];
    if (place === null || address === undefined || place[2] === '0') continue;
    found.set(address, { file: place[1] ?? '', line: Number(place[2]) });
  }
  return found;
}
