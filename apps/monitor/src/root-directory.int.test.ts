import { chmod, lstat, mkdir, readFile, readlink, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consoleName } from '@umlaut/contracts/model';
import { unpackImage } from '@umlaut/core/images';
import { copyRootDirectory, machineFiles, readExitRecord } from '@umlaut/core/machine';
import type { MonitorClient } from '@umlaut/core/monitor-client';
import { ConsoleSession } from '@umlaut/core/monitor-client';
import { bubblewrapWorks, createTestMachine, expectSoon, type TestMachine } from '@umlaut/testkit';
import { describe, expect, it } from 'vitest';

const CON1 = consoleName.parse('con1');
/** Of a run that has just begun; not what the run before printed. */
const NEW_OUTPUT = new URLSearchParams({ tail: '0' });
const possible = await bubblewrapWorks();

/** A shell on the login console; marks in two words, so that the echo of a typed line never looks like them. */
async function shellOf(
  client: MonitorClient,
): Promise<ConsoleSession & { run(words: string): Promise<string> }> {
  const shell = new ConsoleSession(client.openConsole(CON1, NEW_OUTPUT));
  await shell.expect(/# /);
  const run = async (words: string): Promise<string> => {
    shell.type(`echo "<"begin">"; ${words}; echo "<"end">"`);
    return (await shell.expect(/<begin>\r\n([^]*?)<end>\r\n/)).at(1) ?? '';
  };
  return Object.assign(shell, { run });
}

async function ended(machine: TestMachine, bootId: string): Promise<unknown> {
  const record = async () => {
    const found = await readExitRecord(machine.spec.machineDir);
    return found?.bootId === bootId ? found.exit : null;
  };
  await expectSoon('the exit record', async () => (await record()) !== null);
  return record();
}

describe.skipIf(!possible)('a machine with a directory as its root', () => {
  it('boots, keeps what the guest writes, and reaches nothing else of the host', async () => {
    await using machine = await createTestMachine({}, { root: 'directory' });
    const { rootDir = '', shareDir } = machine.spec;
    expect((await stat(rootDir)).uid).toBe(machine.spec.runAs?.uid ?? process.getuid?.());
    expect(await readlink(join(rootDir, 'bin/sh'))).toBe('busybox');
    expect((await stat(join(rootDir, 'tmp'))).mode & 0o7777).toBe(0o1777);
    await writeFile(join(shareDir, 'from-host'), 'shared\n', { mode: 0o644 });

    const client = await machine.launch();
    {
      using shell = await shellOf(client);
      expect(await shell.run('mount')).toMatch(/^\S+ on \/ type hostfs \(rw/m);
      expect(await shell.run('ls -lnd / /bin/busybox')).toMatch(
        /^d\S+\s+\d+ 0\s+0 .* \/\r\n-\S+\s+\d+ 0\s+0 /m,
      );
      await shell.run('echo from-guest >/root/note; chmod 600 /root/note');
      expect(await readFile(join(rootDir, 'root/note'), 'utf8')).toBe('from-guest\n');
      // The starter image mounts it just after the prompt.
      expect(await shell.run('until mount | grep -q /mnt/share; do :; done; cat /mnt/share/from-host')).toBe(
        'shared\r\n',
      );

      const reached = await shell.run(
        'mkdir /tmp/h; for o in ../../.. ../../../../../.. ../../../../../../etc /etc ../disks ../consoles; do ' +
          'mount -t hostfs none /tmp/h -o $o && { ls -a /tmp/h /tmp/h/*; cat /tmp/h/passwd; umount /tmp/h; }; done 2>/dev/null',
      );
      expect(reached).not.toMatch(/root:|passwd|launch\.json|umlaut\.db|tiny\.ext4|lost\+found/);
      const beside = await shell.run('mount -t hostfs none /tmp/h -o ..; ls /tmp/h; umount /tmp/h');
      expect(beside).toMatch(/^root +share\r\n/);

      const status = await readFile(`/proc/${(await client.status()).umlPid}/status`, 'utf8');
      expect(status).not.toMatch(/^Uid:\s+0\b/m);
      expect(status).toMatch(/^CapEff:\s+0+$/m);
      expect(status).toMatch(/^CapBnd:\s+0+$/m);
      expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    }
    const { bootId } = await client.status();
    await client.command({ command: 'shutdown' });
    expect(await ended(machine, bootId)).toMatchObject({ kind: 'halted' });

    const again = await machine.launch();
    using shell = await shellOf(again);
    expect(await shell.run('ls -ln /root/note; cat /root/note')).toMatch(
      /^-rw-------\s+1 0\s+0 .*\r\nfrom-guest\r\n$/,
    );
    await again.command({ command: 'power-off' });
  });

  it('is not started without its directory, and a copy has all of it', async () => {
    await using machine = await createTestMachine({}, { root: 'directory' });
    const { rootDir = '', runAs } = machine.spec;
    const elsewhere = `${rootDir}-elsewhere`;
    await rename(rootDir, elsewhere);
    await expect(machine.launch()).rejects.toMatchObject({ code: 'ROOT_UNUSABLE', field: 'root' });

    await writeFile(join(elsewhere, 'tmp/set'), 'x');
    await chmod(join(elsewhere, 'tmp/set'), 0o4755);
    const machineDir = join(machine.home.home, 'machines', 'copy');
    await mkdir(machineDir);
    await copyRootDirectory({ machineDir, from: elsewhere, account: runAs });
    const copy = machineFiles(machineDir).rootDir;
    expect(await readlink(join(copy, 'bin/sh'))).toBe('busybox');
    const { mode, mtimeMs } = await lstat(join(elsewhere, 'etc/inittab'));
    expect(await lstat(join(copy, 'etc/inittab'))).toMatchObject({ mode, mtimeMs });
  });

  it('is only made of what can be unpacked', async () => {
    await using machine = await createTestMachine();
    const folder = join(machine.home.root, 'unpacked');
    await mkdir(folder);
    const other = join(machine.home.root, 'other.img');
    const squashfs = Buffer.alloc(131_072);
    squashfs.write('hsqs');
    await writeFile(other, squashfs);
    const invalid = { code: 'IMAGE_INVALID', field: 'imageId' };
    await expect(unpackImage({ imagePath: other, folder, account: null })).rejects.toMatchObject(invalid);

    // EXT4_FEATURE_INCOMPAT_RECOVER: its journal has still to be replayed.
    const dirty = await readFile(machine.imagePath);
    dirty.writeUInt32LE(dirty.readUInt32LE(1024 + 96) | 0x4, 1024 + 96);
    await writeFile(other, dirty);
    await expect(unpackImage({ imagePath: other, folder, account: null })).rejects.toMatchObject(invalid);
  });
});
