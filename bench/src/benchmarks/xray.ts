import process from 'node:process';
import type { MonitorStatus } from '@umlaut/contracts/monitor';
import { readStat, runCommand } from '@umlaut/core/process';
import { GuestLook } from '@umlaut/core/xray';
import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { cpuTimeMs } from '../cpu-time.ts';
import { startDirectMachine } from '../direct-machine.ts';
import type { Row } from '../report.ts';
import { median } from '../statistics.ts';

const TIMEOUT_MS = 5_000;
const OUR_LOOKS = 60;
const MAX_ROUNDS = 15;
const FLEET = 50;
/** USER_HZ is 100 wherever UML runs. */
const TICK_MS = 10;

export const xray: Benchmark = {
  name: 'xray',
  summary: 'one full look inside a machine through its monitor, against uml_mconsole for the same questions',
  goal: 'under 5 ms of guest time; under 1 % of a core for 50 machines looked at once a second',
  run,
};

/** Milliseconds for one full look. */
interface Cost {
  elapsed: number;
  /** Processor time of linux.uml. */
  guest: number;
  /** Processor time of whoever asks, and of the monitor between. */
  host: number;
}

async function run(context: BenchContext): Promise<Row[]> {
  const { monitor, status } = await startDirectMachine(context);
  const lines: string[] = [];
  const look = new GuestLook({
    interfaceNames: [],
    ask: async (asked, timeoutMs) => {
      lines.push(...asked);
      return monitor.ask(asked, timeoutMs);
    },
  });
  // The first look asks what later ones need not; the second shows what one of these asks.
  await look.full();
  lines.length = 0;
  await look.full();
  const questions = lines.slice();
  context.say(`${questions.length} questions a look`);

  const measured = await alternate({
    context,
    ours: () => costOfOurs(look, status),
    baseline: () => costOfProgram(questions, status),
    minRounds: 3,
    maxRounds: MAX_ROUNDS,
  });
  const row = (name: string, unit: string, baselineName: string, pick: (cost: Cost) => number): Row => {
    const [our, base] = [median(measured.ours.map(pick)), median(measured.baseline.map(pick))];
    return { name, value: our, unit, baseline: base, baselineName, ratio: base / our };
  };
  return [
    row('xray', 'ms', 'uml_mconsole, ms', ({ elapsed }) => elapsed),
    row('xray-guest', 'ms', 'uml_mconsole, ms of the guest', ({ guest }) => guest),
    // One look a second costs a thousandth of a core for each millisecond.
    row('xray-fleet', '% of a core', 'uml_mconsole, 50 machines', ({ host }) => (FLEET * host) / 10),
  ];
}

async function costOfOurs(look: GuestLook, status: MonitorStatus): Promise<Cost> {
  return costOf(OUR_LOOKS, status, async () => void (await look.full()));
}

/** Each question by a process of its own, as a script would do it. */
async function costOfProgram(questions: readonly string[], status: MonitorStatus): Promise<Cost> {
  return costOf(1, status, async () => {
    for (const line of questions) {
      await runCommand('uml_mconsole', [status.mconsolePath, ...line.split(' ')], { timeoutMs: TIMEOUT_MS });
    }
  });
}

async function costOf(count: number, status: MonitorStatus, action: () => Promise<void>): Promise<Cost> {
  const before = clocks(status);
  for (let n = 0; n < count; n++) await action();
  const after = clocks(status);
  const each = (pick: (cost: Cost) => number): number => (pick(after) - pick(before)) / count;
  return {
    elapsed: each(({ elapsed }) => elapsed),
    guest: each(({ guest }) => guest),
    host: each(({ host }) => host),
  };
}

function clocks({ umlPid, monitorPid }: MonitorStatus): Cost {
  if (umlPid === null) throw new Error('The machine does not run');
  return {
    elapsed: performance.now(),
    guest: cpuTimeMs(umlPid),
    host: cpuTimeMs(monitorPid) + cpuTimeMs(process.pid) + childrenTimeMs(),
  };
}

/** Of the processes that this one started and that have ended. */
function childrenTimeMs(): number {
  return (readStat(process.pid)?.reapedCpuTicks ?? 0) * TICK_MS;
}
