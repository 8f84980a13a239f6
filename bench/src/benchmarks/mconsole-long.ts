import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ConsolePty } from '@umlaut/core/console';
import { MconsoleClient } from '@umlaut/core/mconsole';
import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { startDirectMachine } from '../direct-machine.ts';
import type { Row } from '../report.ts';
import { median } from '../statistics.ts';

const LINE = 'proc mounts';
/** 72 mounts whose source has 3900 characters: 281 kB. */
const MOUNTS = 72;
const MAKE_MOUNTS = `mkdir /tmp/m; for n in $(seq ${MOUNTS}); do mount -t tmpfs $(printf %03900d $n) /tmp/m; done; echo re''ady`;
const MIN_BYTES = 280_000;
const MOUNT_TIMEOUT_MS = 30_000;
const TIMEOUT_MS = 20_000;
/** uml_mconsole waits for ever for the packets that were lost. */
const SILENCE_MS = 1_000;
const MAX_ROUNDS = 12;

export const mconsoleLong: Benchmark = {
  name: 'mconsole-long',
  summary: 'a 280 kB reply: bytes that the client of packages/core gets, against uml_mconsole',
  goal: 'ratio above 1: every byte, where uml_mconsole loses most',
  run,
};

interface Reading {
  bytes: number;
  ms: number;
}

async function run(context: BenchContext): Promise<Row[]> {
  const {
    shell,
    status: { mconsolePath },
  } = await startDirectMachine(context);
  shell.type(MAKE_MOUNTS);
  await shell.expect(/ready/, MOUNT_TIMEOUT_MS);
  const client = context.owned.use(new MconsoleClient(mconsolePath));
  await readOurs(client);

  const measured = await alternate({
    context,
    ours: () => readOurs(client),
    baseline: () => readByProgram(mconsolePath),
    minRounds: 3,
    maxRounds: MAX_ROUNDS,
    onRound: (round, our, base) =>
      context.say(`round ${round + 1}: ours ${our.bytes} bytes, uml_mconsole ${base.bytes}`),
  });
  // Not the median: it hops between nothing and most of it, by the luck of each round.
  const bytes = (side: readonly Reading[]): number =>
    side.reduce((sum, reading) => sum + reading.bytes, 0) / side.length;
  const [our, base] = [bytes(measured.ours), bytes(measured.baseline)];
  const ms = median(measured.ours.map((reading) => reading.ms));
  const msOfProgram = median(measured.baseline.map((reading) => reading.ms));
  return [
    {
      name: 'mconsole-long',
      value: our,
      unit: 'bytes',
      baseline: base,
      baselineName: 'uml_mconsole, bytes until it hangs (mean)',
      ratio: our / Math.max(1, base),
    },
    {
      name: 'mconsole-long-time',
      value: ms,
      unit: 'ms',
      baseline: msOfProgram,
      baselineName: 'uml_mconsole until its last byte, ms',
      ratio: msOfProgram / ms,
    },
  ];
}

/** @throws Error unless every mount is there, in order */
async function readOurs(client: MconsoleClient): Promise<Reading> {
  const startedAt = performance.now();
  const { text, bytes, truncated } = await client.lossless(LINE, { timeoutMs: TIMEOUT_MS });
  const ms = performance.now() - startedAt;
  const sources = [...text.matchAll(/^0*(\d+) \/tmp\/m /gm)].map((match) => Number(match[1]));
  const isWhole = sources.length === MOUNTS && sources.every((source, index) => source === index + 1);
  if (truncated || !isWhole || bytes.length < MIN_BYTES) {
    throw new Error(`Not the whole reply: ${bytes.length} bytes with ${sources.length} of ${MOUNTS} mounts`);
  }
  return { bytes: bytes.length, ms };
}

/** On a terminal, so that it does not keep what it got in a buffer when it is killed. */
async function readByProgram(socketPath: string): Promise<Reading> {
  const startedAt = performance.now();
  let bytes = 0;
  let latest = startedAt;
  using pty = new ConsolePty({
    cols: 80,
    rows: 24,
    onBytes: (chunk) => {
      // The terminal adds a carriage return to each line.
      bytes += chunk.filter((byte) => byte !== 0x0d).length;
      latest = performance.now();
    },
    onEnd: () => undefined,
    nudge: () => undefined,
  });
  const child = spawn('uml_mconsole', [socketPath, ...LINE.split(' ')], {
    stdio: ['ignore', pty.slaveFd, 'ignore'],
  });
  pty.closeSlave();
  const exited = once(child, 'exit');
  const watch = setInterval(() => {
    if (performance.now() - latest > SILENCE_MS) child.kill('SIGKILL');
  }, 50);
  await exited;
  clearInterval(watch);
  return { bytes, ms: latest - startedAt };
}
