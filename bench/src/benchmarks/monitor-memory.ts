import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { awaitText } from '../bench-console.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { Lab, SHELL_PROMPT } from '../lab.ts';
import { readPrivateMemory } from '../memory.ts';
import type { Row } from '../report.ts';
import { median } from '../statistics.ts';

const MACHINES = 3;
const BOOT_TIMEOUT_MS = 20_000;
const IDLE_SERVER = `require('node:http').createServer().listen(process.argv[1], () => console.log('ready'))`;

export const monitorMemory: Benchmark = {
  name: 'monitor-memory',
  summary: 'private memory of the monitor of a running machine, against an idle HTTP server in Node',
  goal: 'at most 20 MB',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const lab = context.owned.use(await Lab.open(context));
  const ours: number[] = [];
  const bare: number[] = [];
  for (let n = 1; n <= MACHINES; n++) {
    context.signal.throwIfAborted();
    ours.push((await measureMonitor(lab, `memory-${n}`, context)) / 1e6);
    bare.push((await measureIdleNode(lab.socketPath(`idle-${n}`))) / 1e6);
    context.say(`machine ${n}: ${ours.at(-1)?.toFixed(1)} MB, idle Node ${bare.at(-1)?.toFixed(1)} MB`);
  }
  const [value, baseline] = [median(ours), median(bare)];
  const compared = { unit: 'MB', baseline, baselineName: 'idle Node HTTP server, MB' };
  return [{ name: 'monitor-memory', value, ...compared, ratio: baseline / value }];
}

/** Bytes, once the machine has booted and its consoles have been looked at as a browser would. */
async function measureMonitor(lab: Lab, name: string, context: BenchContext): Promise<number> {
  const id = await lab.createStarted(name);
  await lab.openConsole(id, 'con0');
  const login = await lab.openConsole(id, 'con1');
  await awaitText(login, SHELL_PROMPT, { timeoutMs: BOOT_TIMEOUT_MS, context });
  return readPrivateMemory(await lab.monitorPid(id));
}

async function measureIdleNode(socketPath: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', IDLE_SERVER, socketPath], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data');
    if (child.pid === undefined) throw new Error('Node did not start');
    return await readPrivateMemory(child.pid);
  } finally {
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  }
}
