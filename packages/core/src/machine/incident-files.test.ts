import { execFileSync } from 'node:child_process';
import { mkdir, mkdtempDisposable, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IncidentRecord } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { listIncidents, readIncident } from './incident-files.ts';
import { newBootId } from './random-id.ts';

function record(id: number): IncidentRecord {
  return {
    id,
    at: new Date(1_000 * id).toISOString(),
    bootId: newBootId(),
    kind: 'out-of-memory',
    title: `Out of memory: the kernel ended hog (pid ${id})`,
    lines: ['Out of memory: Killed process'],
    kernelLog: ['Linux version'],
    evidence: [{ line: 'sysrq m', text: 'Mem-Info:\n', truncated: false }],
  };
}

async function machineWith(records: readonly IncidentRecord[]): Promise<{ path: string } & AsyncDisposable> {
  const dir = await mkdtempDisposable('/tmp/umlaut-incidents-');
  await mkdir(join(dir.path, 'incidents'));
  for (const kept of records) {
    await writeFile(join(dir.path, 'incidents', `${kept.id}.json`), JSON.stringify(kept));
  }
  return { path: dir.path, [Symbol.asyncDispose]: async () => dir.remove() };
}

describe('incidents of a machine', () => {
  it('are listed newest first, and read whole', async () => {
    const records = [record(2), record(10), record(9)];
    await using dir = await machineWith(records);
    const list = await listIncidents(dir.path);
    expect(list.map(({ id }) => id)).toEqual([10, 9, 2]);
    expect(list[0]).toEqual({
      id: 10,
      at: records[1]?.at,
      bootId: records[1]?.bootId,
      kind: 'out-of-memory',
      title: 'Out of memory: the kernel ended hog (pid 10)',
    });
    expect(await readIncident(dir.path, 9)).toEqual(records[2]);
  });

  it('are none of a machine that has no folder for them, or no such number', async () => {
    await using dir = await machineWith([record(1)]);
    expect(await listIncidents(join(dir.path, 'nowhere'))).toEqual([]);
    expect(await readIncident(join(dir.path, 'nowhere'), 1)).toBeNull();
    for (const id of [2, 0, -1, 1.5, Number.NaN]) expect(await readIncident(dir.path, id)).toBeNull();
  });

  it('are at most fifty, however many files there are', async () => {
    await using dir = await machineWith(Array.from({ length: 60 }, (_, index) => record(index + 1)));
    const list = await listIncidents(dir.path);
    expect(list).toHaveLength(50);
    expect(list[0]?.id).toBe(60);
  });

  it('are not what somebody else put there', async () => {
    await using dir = await machineWith([record(1)]);
    const at = (name: string): string => join(dir.path, 'incidents', name);
    await writeFile(join(dir.path, 'secret.json'), JSON.stringify(record(2)));
    await symlink('../secret.json', at('2.json'));
    await writeFile(at('3.json'), JSON.stringify(record(33)));
    await writeFile(at('4.json'), '{"id":4}');
    await writeFile(at('5.json'), 'x'.repeat(1_048_577));
    execFileSync('mkfifo', [at('6.json')]);
    await mkdir(at('7.json'));
    await writeFile(at('8.json.new'), JSON.stringify(record(8)));
    await writeFile(at('9999999999.json'), JSON.stringify(record(9_999_999_999)));
    expect((await listIncidents(dir.path)).map(({ id }) => id)).toEqual([1]);
    for (const id of [2, 3, 4, 5, 6, 7, 8]) expect(await readIncident(dir.path, id)).toBeNull();
  });

  it('are not looked for behind a link in place of their folder', async () => {
    await using dir = await machineWith([record(1)]);
    await rename(join(dir.path, 'incidents'), join(dir.path, 'elsewhere'));
    await symlink('elsewhere', join(dir.path, 'incidents'));
    expect(await listIncidents(dir.path)).toEqual([]);
    expect(await readIncident(dir.path, 1)).toBeNull();
  });
});
