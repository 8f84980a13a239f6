import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid as ownPid } from 'node:process';
import { imageId } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  asStorageError,
  childrenOf,
  descendantsIn,
  findByUmid,
  isAlive,
  killGroup,
  killProcess,
  processIdentity,
  removeUnfinished,
  runCommand,
  slugs,
  waitUntilGone,
  writeFileAtomic,
} from './index.ts';
import { parseStat } from './parse-stat.ts';

const children: ChildProcess[] = [];
function start(file: string, args: string[]): { child: ChildProcess; pid: number } {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  children.push(child);
  return { child, pid: child.pid ?? 0 };
}
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.pid !== undefined) {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // the group is gone already
      }
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
});

describe('parseStat', () => {
  it('finds the start time whatever the command is called', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 15 }), fc.nat(), fc.nat(), (command, pid, startTime) => {
        const text = `${pid} (${command}) S 4 5 6 0 -1 0 0 0 0 0 11 22 1 2 20 0 1 0 ${startTime} 1 2\n`;
        const expected = {
          pid,
          command,
          state: 'S',
          parentPid: 4,
          groupId: 5,
          cpuTicks: 33,
          reapedCpuTicks: 3,
        };
        expect(parseStat(text)).toEqual({ ...expected, startTime: String(startTime) });
      }),
    );
  });

  it('answers null or a stat for any text, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseStat(text);
        expect(parsed === null || Number.isSafeInteger(parsed.pid)).toBe(true);
      }),
    );
  });
});

describe('identity', () => {
  it('tells a process from a later one with the same pid', () => {
    const me = processIdentity(ownPid);
    expect(me).not.toBeNull();
    if (me === null) return;
    expect(isAlive(me)).toBe(true);
    const earlier = { pid: me.pid, startTime: '1' };
    expect(isAlive(earlier)).toBe(false);
    expect(killProcess(earlier, 'SIGKILL')).toBe(false);
    expect(killGroup(earlier, 'SIGKILL')).toBe(false);
  });

  it('is null for a pid that nobody has', () => {
    expect(processIdentity(0x3fffffff)).toBeNull();
  });

  it('counts a zombie as dead', async () => {
    // The shell starts a child and becomes `sleep`, which never reaps it.
    const { child } = start('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30']);
    const [bytes] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const identity = processIdentity(Number(bytes.toString()));
    if (identity === null) throw new Error('the zombie is missing');
    expect(await waitUntilGone([identity], { timeoutMs: 2000 })).toEqual([]);
    expect(processIdentity(identity.pid)).toEqual(identity);
  });
});

describe('killing', () => {
  it('kills a group whose leader has gone already', async () => {
    const { child, pid } = start('sh', ['-c', 'sleep 30 & echo $!; exec 1>&-; kill -STOP $$']);
    const leader = processIdentity(pid);
    const [bytes] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const member = processIdentity(Number(bytes.toString()));
    if (leader === null || member === null) throw new Error('the test processes did not start');
    expect(killProcess(leader, 'SIGKILL')).toBe(true);
    await once(child, 'exit');
    expect(isAlive(leader)).toBe(false);
    expect(isAlive(member)).toBe(true);
    expect(killGroup(leader, 'SIGKILL')).toBe(true);
    expect(await waitUntilGone([leader, member], { timeoutMs: 2000 })).toEqual([]);
  });

  it('names who is left when the time is up', async () => {
    const { pid } = start('sleep', ['30']);
    const identity = processIdentity(pid);
    if (identity === null) throw new Error('sleep did not start');
    expect(await waitUntilGone([identity], { timeoutMs: 20 })).toEqual([identity]);
  });
});

describe('finding', () => {
  it('finds grandchildren by parent and every process by its umid argument', async () => {
    const umid = `test-${ownPid}`;
    const { child, pid } = start('sh', ['-c', 'sh -c "echo ready; sleep 30; true"; true', `umid=${umid}`]);
    await once(child.stdout ?? child, 'data');
    await expect.poll(() => childrenOf(pid).length).toBe(2);
    expect(childrenOf(ownPid).map((found) => found.pid)).toContain(pid);
    expect(findByUmid(umid)).toEqual([processIdentity(pid)]);
    expect(findByUmid(umid.slice(0, -1))).toEqual([]);
  });

  it('survives a circle of parents', () => {
    const one = {
      pid: 2,
      parentPid: 3,
      command: '',
      state: 'S',
      groupId: 2,
      cpuTicks: 0,
      reapedCpuTicks: 0,
      startTime: '1',
    };
    const byParent = new Map([
      [3, [one]],
      [2, [{ ...one, pid: 3, parentPid: 2 }]],
    ]);
    expect(descendantsIn(byParent, 2)).toHaveLength(1);
  });
});

describe('writeFileAtomic', () => {
  it('replaces the text, sets the mode and leaves nothing else behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'umlaut-process-'));
    try {
      const path = join(folder, 'state.json');
      await writeFileAtomic(path, 'old', { mode: 0o600 });
      await writeFileAtomic(path, 'new', { mode: 0o600 });
      expect(await readFile(path, 'utf8')).toBe('new');
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      await expect(writeFileAtomic(join(folder, 'missing', 'x'), 'text')).rejects.toMatchObject({
        code: 'ENOENT',
      });
      expect(await readdir(folder)).toEqual(['state.json']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('lets a restart remove what a killed process left', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'umlaut-process-'));
    try {
      for (const name of ['.import-Ab12cd', '.starter-x', '.removed-k'])
        await mkdir(join(folder, name, 'deep'), { recursive: true });
      await writeFile(join(folder, '.state.json.0123456789ab.tmp'), '');
      await writeFile(join(folder, '.hidden'), '');
      await writeFile(join(folder, 'debian.img'), '');
      await removeUnfinished(folder);
      expect(await readdir(folder)).toEqual(['.hidden', 'debian.img']);
      await removeUnfinished(join(folder, 'missing'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says that the disk is full', async () => {
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    expect(asStorageError(full, '/x')).toMatchObject({ code: 'STORAGE_FULL' });
  });
});

describe('runCommand', () => {
  it('gives the exit status and both outputs', async () => {
    const result = await runCommand('sh', ['-c', 'cat; echo err >&2; exit 3'], {
      timeoutMs: 5000,
      input: 'in',
    });
    expect(result).toEqual({ code: 3, signal: null, stdout: 'in', stderr: 'err\n', truncated: false });
  });

  it('keeps no more output than asked, and lets the command finish', async () => {
    const result = await runCommand('sh', ['-c', 'yes | head -c 300000; echo done >&2'], {
      timeoutMs: 5000,
      outputLimitBytes: 10,
    });
    expect(result).toMatchObject({ code: 0, stdout: 'y\ny\ny\ny\ny\n', stderr: 'done\n', truncated: true });
  });

  it('kills the whole group at the deadline', async () => {
    const umid = `run-${ownPid}`;
    const promise = runCommand('sh', ['-c', 'sleep 30; true', `umid=${umid}`], { timeoutMs: 150 });
    await expect(promise).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(findByUmid(umid)).toEqual([]);
  });

  it('obeys its abort signal', async () => {
    const controller = new AbortController();
    const promise = runCommand('sleep', ['30'], { timeoutMs: 20_000, signal: controller.signal });
    controller.abort();
    await expect(promise).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(
      runCommand('sleep', ['30'], { timeoutMs: 20_000, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('says which program is missing', async () => {
    await expect(runCommand('/nonexistent/x', [], { timeoutMs: 1000 })).rejects.toMatchObject({
      code: 'HOST_UNSUPPORTED',
      message: '/nonexistent/x is not installed',
    });
  });
});

describe('slugs', () => {
  it('gives distinct valid ids for any label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (label) => {
        const candidates = slugs(label, 'thing');
        const ids = [1, 2, 3].map(() => imageId.parse(candidates.next().value));
        expect(new Set(ids).size).toBe(3);
      }),
    );
  });
});
