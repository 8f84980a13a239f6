import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExitKind, IncidentRecord } from '@umlaut/contracts/model';
import { listIncidents, newBootId, readIncident } from '@umlaut/core/machine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IncidentStore } from './incident-store.ts';
import { IncidentWatch } from './incident-watch.ts';

const OOM = 'Out of memory: Killed process 71 (hog) total-vm:1kB';
const PANIC = 'Kernel panic - not syncing: Fatal exception';
const WARNING = 'WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2';

let machineDir: string;
let watch: IncidentWatch;
let tail: string;
let told: number;

/** A kernel that prints these lines. */
function print(...lines: string[]): void {
  const text = lines.map((line) => `${line}\r\n`).join('');
  tail += text;
  watch.push(Buffer.from(text));
}

async function records(): Promise<IncidentRecord[]> {
  const list = await listIncidents(machineDir);
  const all = await Promise.all(list.map(async ({ id }) => readIncident(machineDir, id)));
  return all.filter((record) => record !== null).toReversed();
}

async function endRun(exit: ExitKind): Promise<IncidentRecord[]> {
  await watch.endRun(exit);
  return records();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  machineDir = mkdtempSync('/tmp/umlaut-watch-');
  mkdirSync(join(machineDir, 'incidents'));
  tail = '';
  told = 0;
  watch = new IncidentWatch({
    store: new IncidentStore({ machineDir, bootId: newBootId() }),
    mconsolePath: join(machineDir, 'no-such-socket'),
    kernelTail: () => tail,
    mayAsk: () => false,
    onRecorded: () => (told += 1),
  });
  watch.beginRun();
});
afterEach(() => {
  watch[Symbol.dispose]();
  rmSync(machineDir, { recursive: true });
  vi.useRealTimers();
});

describe('IncidentWatch', () => {
  it('keeps a panic with what the console says until its end', async () => {
    print('before', PANIC);
    watch.panicked('Fatal exception');
    print('Call Trace:', ' [<60012345>] f+0x1/0x2');
    expect(await records()).toEqual([]);
    const [panic, ...others] = await endRun('panicked');
    expect(others).toEqual([]);
    expect(panic).toMatchObject({
      kind: 'panic',
      lines: [PANIC],
      title: 'The kernel panicked: Fatal exception',
    });
    expect(panic?.kernelLog).toEqual(['before', PANIC, 'Call Trace:', ' [<60012345>] f+0x1/0x2']);
    expect(told).toBe(1);
    expect(watch.last).toMatchObject({ id: 1, kind: 'panic' });
  });

  it('keeps a panic of which only the notification, or only the console, told', async () => {
    watch.panicked('Attempted to kill init! exitcode=0x00000100');
    expect(await endRun('killed')).toMatchObject([
      { title: 'The kernel panicked: init ended with status 1', lines: [] },
    ]);
    watch.beginRun();
    print(PANIC);
    expect(await endRun('failed-to-start')).toHaveLength(2);
  });

  it('keeps none that was not followed by the end of the run', async () => {
    print(PANIC);
    vi.advanceTimersByTime(3_000);
    expect(await endRun('halted')).toEqual([]);
    watch.beginRun();
    print(PANIC);
    expect(await endRun('halted')).toEqual([]);
  });

  it('keeps none of a kernel whose guest had ended in order', async () => {
    watch.panicked('Segfault with no mm');
    expect(await endRun('halted')).toEqual([]);
  });

  it('keeps a warning with the trace that follows it, or the panic that it became', async () => {
    print(WARNING);
    print('Call Trace:', ' [<60012345>] f+0x1/0x2');
    vi.advanceTimersByTime(200);
    await vi.waitFor(() => expect(told).toBe(1));
    expect((await records())[0]).toMatchObject({ kind: 'warning', lines: [WARNING] });
    expect((await records())[0]?.kernelLog).toHaveLength(3);
    print('kernel BUG at mm/slub.c:1!', PANIC);
    expect((await endRun('panicked')).map(({ kind }) => kind)).toEqual(['warning', 'panic']);
  });

  it('keeps what was held back when the run ends at once', async () => {
    print(WARNING);
    expect(await endRun('killed')).toMatchObject([{ kind: 'warning' }]);
  });

  it('keeps one of a kind every ten seconds, from run to run anew', async () => {
    print(...Array.from({ length: 100 }, () => OOM));
    vi.advanceTimersByTime(9_000);
    print(OOM);
    expect(await endRun('halted')).toHaveLength(1);
    watch.beginRun();
    print(OOM);
    vi.advanceTimersByTime(10_000);
    print(OOM);
    expect(await endRun('halted')).toHaveLength(3);
  });

  it('keeps no more than the last lines, none of them long', async () => {
    print(...Array.from({ length: 500 }, (_, index) => `line ${index}`), 'x'.repeat(5_000), OOM);
    const [oom] = await endRun('halted');
    expect(oom?.kernelLog).toHaveLength(200);
    expect(oom?.kernelLog.at(-1)).toBe(OOM);
    expect(oom?.kernelLog.at(-2)).toHaveLength(1_000);
  });
});
