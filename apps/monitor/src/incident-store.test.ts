import { mkdir, mkdtempDisposable, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { incidentRecord } from '@umlaut/contracts/model';
import { listIncidents, newBootId, readIncident } from '@umlaut/core/machine';
import { describe, expect, it } from 'vitest';
import { IncidentStore } from './incident-store.ts';

const FOUND = {
  at: '2026-11-27T10:00:00.000Z',
  kind: 'warning',
  title: 'A check of the kernel failed',
  lines: ['WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2'],
  kernelLog: ['WARNING: CPU: 0 PID: 1 at a.c:1 f+0x1/0x2'],
  evidence: [{ line: 'sysrq m', text: 'Mem-Info:\n', truncated: false }],
} as const;
const found = {
  ...FOUND,
  lines: [...FOUND.lines],
  kernelLog: [...FOUND.kernelLog],
  evidence: [...FOUND.evidence],
};

describe('IncidentStore', () => {
  it('keeps records that core reads, numbered over all runs', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-incidents-');
    await mkdir(join(dir.path, 'incidents'));
    const bootId = newBootId();
    expect(new IncidentStore({ machineDir: dir.path, bootId: newBootId() }).keep(found)?.id).toBe(1);
    const summary = new IncidentStore({ machineDir: dir.path, bootId }).keep(found);
    expect(summary).toEqual({ id: 2, at: found.at, bootId, kind: 'warning', title: found.title });
    expect((await listIncidents(dir.path)).map(({ id }) => id)).toEqual([2, 1]);
    const record = await readIncident(dir.path, 2);
    expect(record).toEqual({ ...found, ...summary });
    expect(incidentRecord.parse(record)).toEqual(record);
  });

  it('removes the oldest beyond fifty', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-incidents-');
    await mkdir(join(dir.path, 'incidents'));
    const store = new IncidentStore({ machineDir: dir.path, bootId: newBootId() });
    for (let count = 0; count < 53; count += 1) store.keep(found);
    expect(await readdir(join(dir.path, 'incidents'))).toHaveLength(50);
    expect((await listIncidents(dir.path)).map(({ id }) => id)).toEqual(
      Array.from({ length: 50 }, (_, index) => 53 - index),
    );
  });

  it('does not fail when it cannot write', () => {
    const store = new IncidentStore({ machineDir: '/nonexistent', bootId: newBootId() });
    expect(store.keep(found)).toBeNull();
  });
});
