import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, it } from 'vitest';
import { GUEST_NICE, giveWay } from './give-way.ts';
import { processIdentity } from './process-identity.ts';

/** Empty on hosts without autogroups. */
function sessionOf(pid: number | 'self'): string {
  const path = `/proc/${pid}/autogroup`;
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}

it('lowers a session and its processes, and nothing of ours', async () => {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  try {
    const identity = processIdentity(child.pid ?? 0);
    if (identity === null) throw new Error('sleep was not started');
    const [own, ownSession] = [getPriority(), sessionOf('self')];
    await giveWay(identity);
    expect(getPriority(identity.pid)).toBe(GUEST_NICE);
    expect(getPriority()).toBe(own);
    expect(sessionOf(identity.pid)).toMatch(new RegExp(`^$|nice ${GUEST_NICE}$`));
    expect(sessionOf('self')).toBe(ownSession);
  } finally {
    child.kill('SIGKILL');
  }
});

it('does not mind a process that is gone', async () => {
  await expect(giveWay({ pid: 4_194_304, startTime: '1' })).resolves.toBeUndefined();
});
