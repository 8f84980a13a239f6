import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../process/index.ts';
import { importKernel, inspectKernel, removeKernel, scanKernels } from './index.ts';
import { runKernel } from './run-kernel.ts';

const KERNEL = '/usr/bin/linux.uml';
const isRoot = process.getuid?.() === 0;
const accountId = (flag: string): number =>
  Number(execFileSync('id', [flag, 'umlaut'], { encoding: 'utf8' }));
const runAs = isRoot ? { uid: accountId('-u'), gid: accountId('-g') } : null;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(process.env['UMLAUT_TEST_ROOT'] ?? '/tmp', 'kernels-'));
  await chmod(dir, 0o755);
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

/** An ELF program that is no UML kernel. */
const stranger = (): Readable => createReadStream('/bin/true');
const kernel = (): Readable => createReadStream(KERNEL);

async function canSandbox(): Promise<boolean> {
  const args = ['--unshare-all', '--ro-bind', '/', '/', 'true'];
  return (await runCommand('bwrap', args, { timeoutMs: 5_000, runAs, cwd: '/' })).code === 0;
}

describe('inspectKernel', () => {
  it("knows Debian's kernel", async () => {
    const { version, capabilities } = await inspectKernel(KERNEL, { runAs });
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const available = capabilities.filter((capability) => capability.available).map(({ key }) => key);
    expect(available).toEqual(
      expect.arrayContaining(['mconsole', 'ubd', 'hostfs', 'fs.ext4', 'net.vector.l2tpv3', 'sysrq']),
    );
  });

  it('says what a program answered that is no kernel', async () => {
    await expect(inspectKernel('/bin/ls', { runAs })).rejects.toMatchObject({
      code: 'KERNEL_INVALID',
      message: expect.stringMatching(/does not answer --version as a UML kernel does: ls \(GNU/) as string,
    });
    await expect(inspectKernel(join(dir, 'none'), { runAs })).rejects.toMatchObject({
      code: 'KERNEL_UNAVAILABLE',
    });
  });

  it('is not talked into running an upload without its sandbox', async () => {
    await chmod(dir, 0o777);
    const path = join(dir, 'upload');
    const script = `#!/usr/bin/sh\necho "bwrap: no permissions" >&2\necho x >>${dir}/runs\nexit 1\n`;
    await writeFile(path, script, { mode: 0o755 });
    await runKernel(path, '--version', { runAs });
    // Without bubblewrap on this host it runs plainly, once; inside it cannot write here.
    const runs = await readFile(join(dir, 'runs'), 'utf8').catch(() => '');
    expect(runs).toBe((await canSandbox()) ? '' : 'x\n');
  });

  it.runIf(isRoot)('does not run an upload as root', async () => {
    await expect(inspectKernel(KERNEL)).rejects.toMatchObject({ code: 'HOST_UNSUPPORTED' });
  });
});

describe('scanKernels', () => {
  it('counts a kernel with several names once, and tells of one that does not work', async () => {
    await symlink(KERNEL, join(dir, 'linux'));
    await writeFile(join(dir, 'broken'), 'no program');
    const systemPaths = [KERNEL, join(dir, 'linux'), join(dir, 'broken'), join(dir, 'absent')];
    const found = await scanKernels({ importedDir: join(dir, 'imported'), systemPaths, runAs });
    expect(found).toMatchObject([
      { id: 'linux.uml', origin: 'system', path: KERNEL, problem: null },
      { id: 'broken', version: '', problem: expect.stringContaining('not a Linux program') as string },
    ]);
  });

  it('does not run again what has not changed', async () => {
    const options = { importedDir: dir, systemPaths: [KERNEL], runAs };
    const first = await scanKernels(options);
    expect(await scanKernels({ ...options, runAs: { uid: 0x7ffffff0, gid: 0x7ffffff0 } })).toEqual(first);
  });
});

describe('importKernel', () => {
  it('stores, lists and removes a kernel', async () => {
    const progress: number[] = [];
    const options = { importedDir: dir, label: 'My Kernel!', source: kernel(), runAs };
    const imported = await importKernel({ ...options, onProgress: (bytes) => progress.push(bytes) });
    expect(imported).toMatchObject({
      id: 'my-kernel',
      label: 'My Kernel!',
      origin: 'imported',
      problem: null,
    });
    expect(imported.sizeBytes).toBe((await stat(KERNEL)).size);
    expect(progress.at(-1)).toBe(imported.sizeBytes);
    expect((await stat(imported.path)).mode & 0o777).toBe(0o555);
    expect(await scanKernels({ importedDir: dir, systemPaths: [], runAs })).toEqual([imported]);

    const second = await importKernel({ ...options, source: kernel(), takenIds: ['my-kernel-2'] });
    expect(second.id).toBe('my-kernel-3');

    await removeKernel(dir, imported.id);
    await removeKernel(dir, second.id);
    expect(await readdir(dir)).toEqual([]);
    await expect(removeKernel(dir, imported.id)).rejects.toMatchObject({ code: 'KERNEL_NOT_FOUND' });
  });

  it('does not hide behind a kernel of the system that is called the same', async () => {
    const { id } = await importKernel({ importedDir: dir, label: 'linux.uml', source: kernel(), runAs });
    expect(id).toBe('linux.uml-2');
    const found = await scanKernels({ importedDir: dir, systemPaths: [KERNEL], runAs });
    expect(found.map((each) => each.id)).toEqual(['linux.uml', 'linux.uml-2']);
  });

  it.each([
    ['a stranger', stranger, 'KERNEL_INVALID'],
    ['a script', () => Readable.from([Buffer.from('#!/bin/sh\necho 6.1.1\n')]), 'KERNEL_INVALID'],
    ['nothing', () => Readable.from([]), 'KERNEL_INVALID'],
    ['half a kernel', () => createReadStream(KERNEL, { end: 3_000_000 }), 'KERNEL_INVALID'],
  ])('refuses %s and leaves nothing behind', async (_, source, code) => {
    const attempt = importKernel({ importedDir: dir, label: 'x', source: source(), runAs });
    await expect(attempt).rejects.toMatchObject({ code });
    expect(await readdir(dir)).toEqual([]);
  });

  it('keeps an uploaded program away from files, network and other processes', async () => {
    // It tells what it sees instead of a version. (A compiler is there: the addon needs one, too.)
    const source = join(dir, 'spy.c');
    const spy = join(dir, 'spy');
    await writeFile(
      source,
      `#include <stdio.h>
       #include <unistd.h>
       int main(void) {
         FILE *interfaces = fopen("/proc/net/dev", "r");
         int lines = 0;
         for (int c; interfaces && (c = fgetc(interfaces)) != EOF;) lines += c == '\\n';
         printf("uid-root=%d home=%d etc=%d pid=%d net=%d", getuid() == 0, access("/root", F_OK) == 0,
                access("/etc/passwd", F_OK) == 0, getpid() < 5, lines);
         return 1;
       }`,
    );
    execFileSync('/usr/bin/cc', ['-o', spy, source]);
    const imported = join(dir, 'imported');
    await mkdir(imported);
    await expect(
      importKernel({ importedDir: imported, label: 'spy', source: createReadStream(spy), runAs }),
    ).rejects.toMatchObject({
      // Two header lines and the loopback device.
      message: expect.stringContaining('uid-root=0 home=0 etc=0 pid=1 net=3') as string,
    });
  });
});
