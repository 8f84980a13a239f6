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
    // Marks in two words: the echo of a typed line, and the prompt before it, can come again and never look like them.
    const run = async (commands: string): Promise<string> => {
      shell.type(`echo "<"begin">"; ${commands}; echo "<"end">"`);
      const [, output = ''] = await shell.expect(/<begin>\r\n([^]*?)<end>\r\n/);
      return output;
    };
    const reached = await run(
      'mkdir /tmp/h; for o in ../../../../etc ../../../../../../etc /etc ../../../../../../../root; do ' +
        'mount -t hostfs none /tmp/h -o $o && { ls /tmp/h; cat /tmp/h/passwd /tmp/h/shadow; umount /tmp/h; }; done 2>/dev/null',
    );
    expect(reached).not.toMatch(/root:|passwd|hostname|nologin/);
    const top = await run('mount -t hostfs none /tmp/h -o ../../../../../../..; ls -a /tmp/h');
    expect(top).toMatch(/\busr\b/);
    for (const folder of ['etc', 'home', 'root', 'var', 'work', 'boot', 'sys']) {
      expect(top).not.toMatch(new RegExp(`\\b${folder}\\b`));
    }
    const written = await run('touch /tmp/h/x; touch /tmp/h/usr/x; touch /tmp/h/dev/x');
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
