import { readFile, readdir, readlink } from 'node:fs/promises';
import { consoleName } from '@umlaut/contracts/model';
import { ConsoleSession } from '@umlaut/core/monitor-client';
import { bubblewrapWorks, createTestMachine } from '@umlaut/testkit';
import { describe, expect, it } from 'vitest';

const CON1 = consoleName.parse('con1');
const possible = await bubblewrapWorks();

describe.skipIf(!possible)('the sandbox', () => {
  it("hides the host from a guest's root", async () => {
    await using machine = await createTestMachine({ isolation: 'bubblewrap' });
    const client = await machine.launch();
    using shell = new ConsoleSession(client.openConsole(CON1));
    await shell.expect(/# /);
    shell.type(
      'mkdir /tmp/h; for o in ../../../../etc ../../../../../../etc /etc ../../../../../../../root; do',
    );
    shell.type(
      'mount -t hostfs none /tmp/h -o $o && { ls /tmp/h; cat /tmp/h/passwd /tmp/h/shadow; umount /tmp/h; }; done 2>/dev/null; echo end-1',
    );
    const [etc] = await shell.expect(/end-1\r\n[^]*end-1\r\n|done 2[^]*\r\nend-1\r\n/);
    expect(etc).not.toMatch(/root:|passwd|hostname|nologin/);
    shell.type('mount -t hostfs none /tmp/h -o ../../../../../../..; ls -a /tmp/h; echo end-2');
    const [root] = await shell.expect(/echo end-2[^]*\nend-2\r\n/);
    for (const folder of ['etc', 'home', 'root', 'var', 'work', 'boot', 'sys']) {
      expect(root).not.toMatch(new RegExp(`\\b${folder}\\b`));
    }
    shell.type('touch /tmp/h/x; touch /tmp/h/usr/x; touch /tmp/h/dev/x; echo end-3');
    const [written] = await shell.expect(/echo end-3[^]*\nend-3\r\n/);
    expect(written.match(/Read-only file system|Permission denied/g)?.length).toBe(3);
    await client.command({ command: 'power-off' });
  });

  it('leaves the share usable from both sides', async () => {
    await using machine = await createTestMachine({ isolation: 'bubblewrap' });
    const client = await machine.launch();
    using shell = new ConsoleSession(client.openConsole(CON1));
    await shell.expect(/# /);
    shell.type('mkdir -p /tmp/s; mount -t hostfs none /tmp/s; echo from-guest >/tmp/s/note; echo end-$?');
    await shell.expect(/end-0/);
    expect(await readFile(`${machine.spec.shareDir}/note`, 'utf8')).toBe('from-guest\n');
    await client.command({ command: 'power-off' });
  });

  it('runs UML without privileges, in namespaces of its own, with no descriptor but its own', async () => {
    await using machine = await createTestMachine({ isolation: 'bubblewrap' });
    const client = await machine.launch();
    using shell = new ConsoleSession(client.openConsole(CON1));
    await shell.expect(/# /);
    const { umlPid, monitorPid } = await client.status();
    const status = await readFile(`/proc/${umlPid}/status`, 'utf8');
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    expect(status).toMatch(/^CapBnd:\s+0+$/m);
    expect(status).not.toMatch(/^Uid:\s+0\b/m);
    for (const kind of ['user', 'pid', 'ipc', 'uts', 'mnt']) {
      expect(await readlink(`/proc/${umlPid}/ns/${kind}`)).not.toBe(await readlink(`/proc/self/ns/${kind}`));
    }
    expect(await readFile(`/proc/${monitorPid}/status`, 'utf8')).not.toMatch(/^Uid:\s+0\b/m);
    const targets = await Promise.all(
      (await readdir(`/proc/${umlPid}/fd`)).map(async (fd) => readlink(`/proc/${umlPid}/fd/${fd}`)),
    );
    const ours =
      /^(\/dev\/pts\/\d+|\/dev\/random|\/dev\/shm\/.*|\/proc\/.*|pipe:.*|socket:.*|anon_inode:.*|.*\/(root\.cow|tiny\.ext4))$/;
    expect(targets.filter((target) => !ours.test(target))).toEqual([]);
    expect(targets).not.toContain('/dev/ptmx');
    await client.command({ command: 'power-off' });
  });
});
