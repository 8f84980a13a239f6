import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtempDisposable, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { machineId } from '@umlaut/contracts/model';
import type { RunRecord } from '@umlaut/contracts/monitor';
import { afterEach, describe, expect, it } from 'vitest';
import { isAlive, processIdentity, type ProcessIdentity } from '../process/index.ts';
import { cleanUpRun, newBootId, newMachineId, recoverRun } from './index.ts';

const isRoot = process.geteuid?.() === 0;
/** An account that owns nothing here: `nobody`. */
const OTHER = 65_534;

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

/** A process in a group of its own, with `word` among its arguments. */
function start(uid: number, word: string): ProcessIdentity {
  const child = spawn('sh', ['-c', 'sleep 60; true', word], { detached: true, stdio: 'ignore', uid });
  children.push(child);
  const identity = processIdentity(child.pid ?? 0);
  if (identity === null) throw new Error('sh did not start');
  return identity;
}

function record(parts: Partial<RunRecord> & { victim: ProcessIdentity }): RunRecord {
  const { victim, ...rest } = parts;
  return {
    machineId: newMachineId(),
    bootId: newBootId(),
    monitorPid: victim.pid,
    monitorStartTime: victim.startTime,
    leaderPid: victim.pid,
    leaderStartTime: victim.startTime,
    umlPid: victim.pid,
    umlStartTime: victim.startTime,
    socketPath: '/nonexistent/monitor.sock',
    startedAt: new Date().toISOString(),
    ...rest,
  };
}

describe.runIf(isRoot)('a record that a broken-out guest forged', () => {
  it("makes root end no process but the machine account's", async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-forged-');
    await chown(dir.path, OTHER, OTHER);
    const id = newMachineId();
    const victim = start(0, `umid=${id}`);
    const own = start(OTHER, `umid=${id}`);
    await cleanUpRun(dir.path, record({ victim, machineId: id }));
    expect(isAlive(victim)).toBe(true);
    expect(isAlive(own)).toBe(false);
  });

  it('makes root talk to no socket of somebody else, nor remove one', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-forged-');
    const machineDir = join(dir.path, 'machine');
    const foreign = join(dir.path, 'foreign');
    const id = machineId.parse('m-abcdefghij');
    await mkdir(machineDir);
    await mkdir(join(foreign, 'uml', id), { recursive: true });
    await chown(machineDir, OTHER, OTHER);
    const socketPath = join(foreign, 'monitor.sock');
    let connections = 0;
    const server = createServer(() => connections++).listen(socketPath);
    await once(server, 'listening');
    const victim = start(OTHER, 'monitor');
    const forged = record({ victim, machineId: id, socketPath });
    await writeFile(join(machineDir, 'run.json'), JSON.stringify({ ...forged, monitorPid: 1 }));
    expect(await recoverRun(machineDir)).toMatchObject({ kind: 'ended' });
    expect(connections).toBe(0);
    expect(await readdir(foreign)).toEqual(['monitor.sock', 'uml']);
    expect(await readdir(join(foreign, 'uml'))).toEqual([id]);
    server.close();
  });
});
