import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchHistory } from '@umlaut/core/console';
import { runCommand } from '@umlaut/core/process';
import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import type { Row } from '../report.ts';
import { median } from '../statistics.ts';

const HISTORY_BYTES = 1024 ** 3;
const BLOCK_BYTES = 8 * 1024 ** 2;
const NEEDLE = 'the Needle in the haystack';
const MAX_ROUNDS = 9;
const TIMEOUT_MS = 20_000;

export const consoleSearch: Benchmark = {
  name: 'console-search',
  summary: 'a text in 1 GB of a console, at the far end of the search, against grep over the same bytes',
  goal: 'first hit under 1000 ms',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'umlaut-bench-search-'));
  context.owned.defer(() => rm(folder, { recursive: true, force: true }));
  const dir = join(folder, 'con0');
  const file = writeHistory(dir);
  context.say('1 GB of console output is written');
  const exact = await compare(context, { dir, file, matchCase: true });
  const either = await compare(context, { dir, file, matchCase: false });
  return [
    { name: 'console-search', unit: 'ms', baselineName: 'grep -F', ...exact },
    { name: 'console-search-any-case', unit: 'ms', baselineName: 'grep -F -i', ...either },
  ];
}

type Figures = Pick<Row, 'value' | 'baseline' | 'ratio'>;

async function compare(
  context: BenchContext,
  { dir, file, matchCase }: { dir: string; file: string; matchCase: boolean },
): Promise<Figures> {
  const text = matchCase ? NEEDLE : NEEDLE.toLowerCase();
  const half = {
    endsAt: matchCase ? performance.now() + (context.endsAt - performance.now()) / 2 : context.endsAt,
  };
  const measured = await alternate({
    context: { ...half, signal: context.signal },
    ours: () => timed(async () => (await searchHistory(dir, { text, matchCase, limit: 50 })).hits.length),
    // All of it, as our search has read all of it when it comes to this hit.
    baseline: () =>
      timed(async () => {
        const options = { timeoutMs: TIMEOUT_MS, env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' } };
        const { stdout } = await runCommand(
          'grep',
          ['-F', ...(matchCase ? [] : ['-i']), '-b', text, file],
          options,
        );
        return stdout.trim().split('\n').length;
      }),
    minRounds: 3,
    maxRounds: MAX_ROUNDS,
  });
  const [value, baseline] = [median(measured.ours), median(measured.baseline)];
  return { value, baseline, ratio: baseline / value };
}

/** Milliseconds until the one hit is found. */
async function timed(search: () => Promise<number>): Promise<number> {
  const startedAt = performance.now();
  const hits = await search();
  if (hits !== 1) throw new Error(`${hits} hits instead of one`);
  return performance.now() - startedAt;
}

/** A log in one segment, the text first, so that a search from the newest byte on comes to it last. */
function writeHistory(dir: string): string {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, `${'0'.repeat(20)}.log`);
  const fd = openSync(file, 'w');
  try {
    writeSync(fd, `${NEEDLE}\r\n`);
    const block = consoleOutput();
    for (let written = 0; written < HISTORY_BYTES; written += block.length) writeSync(fd, block);
  } finally {
    closeSync(fd);
  }
  return file;
}

/** Lines as a booting guest puts them out. */
function consoleOutput(): Buffer {
  const lines: string[] = [];
  for (let bytes = 0, count = 0; bytes < BLOCK_BYTES; count++) {
    const line = `[${(count * 0.0137).toFixed(6).padStart(12)}] systemd[1]: Started session ${count} of user root, unit-${(count * 7919) % 10_007}.service: done\r\n`;
    lines.push(line);
    bytes += line.length;
  }
  return Buffer.from(lines.join(''));
}
